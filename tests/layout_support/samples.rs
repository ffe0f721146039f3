//! Three pages of the kinds a case file has.

/// A running letter.
pub const LETTER: &str = r#"
<title>行政处罚决定书（单位）</title><number>（苏太）应急罚〔2026〕18号</number>
<p flush="yes">被处罚单位：<u>太仓市某某精密机械有限公司</u></p>
<p flush="yes">统一社会信用代码：<u>91320585MA1N2K3L4T</u></p>
<p flush="yes">地　　址：<u>江苏省太仓市城厢镇某某路8号</u>　　邮政编码：<u>215400</u></p>
<p flush="yes">法定代表人（负责人）：<u>张三</u>　职务：<u>总经理</u>　联系电话：<u>0512-5355××××</u></p>
<p>违法事实及证据：<u>2026年3月5日，本机关执法人员对你单位进行检查时发现，你单位一车间电焊工周某正在从事焊接作业。经查询，周某未取得焊接与热切割作业特种作业操作证……</u></p>
<p>以上事实违反了<u>《中华人民共和国安全生产法》第三十条第一款</u>的规定，依据<u>《中华人民共和国安全生产法》第九十七条第（七）项</u>的规定，决定给予<u>罚款人民币贰万元整（¥20000.00）</u>的行政处罚。</p>
<p>处以罚款的，自收到本决定书之日起十五日内缴至<u>××银行太仓支行</u>（账号：<u>1102 0200 0900 0001 23</u>）。到期不缴的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款数额。</p>
<p>如不服本决定，可以自收到本决定书之日起六十日内向<u>太仓市人民政府</u>申请行政复议，或者在六个月内依法向<u>×××人民法院</u>提起行政诉讼；复议、诉讼期间本决定不停止执行，法律另有规定的除外。</p>
<seal><org>太仓市应急管理局</org><date>2026年4月20日</date></seal>
<copies>本文书一式两份：一份由应急管理部门存档，一份交被处罚单位。</copies>
<running>行政处罚决定书（单位）　（苏太）应急罚〔2026〕18号</running>
"#;

/// A form of merged cells.
pub const FORM: &str = r#"
<title>立案审批表</title><number>（苏太）应急立〔2026〕18号</number>
<table cols="7 14 6 14">
<tr h="11"><th>案　　由</th><td colspan="3">特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业</td></tr>
<tr h="11"><th>案件来源</th><td>日常监督检查</td><th>发现时间</th><td>2026年3月5日</td></tr>
<tr h="11"><th>案件名称</th><td colspan="3">太仓市某某精密机械有限公司涉嫌特种作业人员无证上岗案</td></tr>
<tr h="11"><th>当 事 人</th><td>太仓市某某精密机械有限公司</td><th>联系电话</th><td>0512-5355××××</td></tr>
<tr h="11"><th>法定代表人</th><td>张三</td><th>地　　址</th><td>江苏省太仓市城厢镇某某路8号</td></tr>
<tr h="56" split="yes"><th>案件基本情况</th><td colspan="3" valign="top"><p indent="yes">2026年3月5日，本机关执法人员对太仓市某某精密机械有限公司进行检查，涉嫌违反《中华人民共和国安全生产法》第三十条第一款的规定，建议立案查处。</p></td></tr>
<tr h="34"><th>承办人意见</th><td colspan="3"><foot>承办人（签名）：<blank w="8" rule="no"/>证号：<blank w="6" rule="no"/></foot><foot>承办人（签名）：<blank w="8" rule="no"/>证号：<blank w="6" rule="no"/></foot><foot><blank w="3" rule="no"/>年<blank w="2" rule="no"/>月<blank w="2" rule="no"/>日</foot></td></tr>
<tr h="28"><th>审核意见</th><td colspan="3"><foot>审核人（签名）：<blank w="8" rule="no"/></foot><foot><blank w="3" rule="no"/>年<blank w="2" rule="no"/>月<blank w="2" rule="no"/>日</foot></td></tr>
<tr h="28"><th>审批意见</th><td colspan="3"><foot>审批人（签名）：<blank w="8" rule="no"/></foot><foot><blank w="3" rule="no"/>年<blank w="2" rule="no"/>月<blank w="2" rule="no"/>日</foot></td></tr>
</table>
"#;

/// A record signed on every page.
pub const RECORD: &str = r#"
<title>询问笔录</title>
<p flush="yes">询问时间：<u>2026年3月11日9时10分</u>至<blank w="3"/>时<blank w="3"/>分　　第<u>1</u>次询问</p>
<p flush="yes">询问地点：<u>太仓市应急管理局询问室</u></p>
<p flush="yes">被询问人：<u>周某</u>　性别：<u>男</u>　年龄：<u>41</u>　身份证号：<u>320585××××××××××××</u></p>
<p flush="yes">工作单位：<u>太仓市某某精密机械有限公司</u>　职务：<u>电焊工</u>　电话：<blank w="7"/></p>
<p flush="yes">询问人：<u>李卫东</u>、<u>王晓明</u>　记录人：<u>王晓明</u></p>
<p>我们是太仓市应急管理局的行政执法人员<u>李卫东</u>、<u>王晓明</u>，证件号码为<blank w="6"/>、<blank w="6"/>，这是我们的证件（出示证件）。</p>
<qa><q>你申请回避吗？</q><a lines="1"/></qa>
<qa><q>你从事什么工种，从什么时候开始的，谁安排的？</q><a lines="2"/></qa>
<qa><q>你是否参加过焊接与热切割作业的专门培训和考核，有无特种作业操作证？</q><a lines="2"/></qa>
<qa><q>你讲一下当天的经过。</q><a>3月5日早上，车间主任让我去焊一个支架，我就开始焊了，没有人问我有没有证，也没有人在旁边看着，灭火器放在十几米以外的门口。</a></qa>
<p flush="yes">（以下空白）</p>
<pagesigns><sign>询问人（签名）：<blank w="8" rule="no"/>、<blank w="8" rule="no"/>记录人（签名）：<blank w="8" rule="no"/></sign><sign>被询问人（签名、捺印）：<blank w="14" rule="no"/>年<blank w="2" rule="no"/>月<blank w="2" rule="no"/>日</sign></pagesigns>
<running>询问笔录（续页）</running>
"#;
