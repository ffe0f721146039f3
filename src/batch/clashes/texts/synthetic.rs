//! Facts and answers of one cause as officers write them, made by a grammar: the same offence at other places, found in
//! another way, told in other words; and copies of them as a careless officer makes them. Only for tests.

/// A small generator, so that a text is the same in every run.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(1);
        (crate::batch::clashes::hash::mix(self.0) % sides as u64) as usize
    }
    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

/// What differs from firm to firm.
pub struct Details {
    pub firm: String,
    pub officers: [String; 2],
    pub worker: String,
    pub date: String,
    pub count: usize,
}

const SURNAMES: &[&str] = &["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林"];
const GIVEN: &[&str] =
    &["建军", "志强", "秀英", "海涛", "晓蕾", "振海", "国梁", "开平", "守全", "德顺", "立群", "思源", "伟", "敏", "铁军", "占山"];
const TOWNS: &[&str] = &["城厢镇", "浮桥镇", "沙溪镇", "璜泾镇", "双凤镇", "浏河镇", "岳王镇", "陆渡镇"];
const TRADES: &[&str] =
    &["精密机械", "金属制品", "汽车配件", "电镀", "铸造", "钢结构", "五金", "机电设备", "环保设备", "木业", "塑料制品", "纺织机械"];

impl Details {
    pub fn new(dice: &mut Dice) -> Self {
        let name = |dice: &mut Dice| format!("{}{}", dice.pick(SURNAMES), dice.pick(GIVEN));
        Details {
            firm: format!("太仓市{}{}{}有限公司", dice.pick(GIVEN), dice.pick(TOWNS), dice.pick(TRADES)),
            officers: [name(dice), name(dice)],
            worker: name(dice),
            date: format!("2026年{}月{}日", dice.roll(12) + 1, dice.roll(28) + 1),
            count: dice.roll(9) + 1,
        }
    }
    /// The names the form knows; the worker is not among them, as is often so.
    pub fn names(&self) -> Vec<&str> {
        vec![&self.firm, &self.officers[0], &self.officers[1]]
    }
}

const OPENINGS: &[&str] = &[
    "{D}，我局执法人员{O}、{P}对{F}进行执法检查时，发现",
    "{D}，执法人员{O}、{P}到{F}开展安全生产检查，现场发现",
    "根据年度执法检查计划，{D}我局{O}、{P}两名执法人员检查了{F}，检查中看到",
    "{D}，在特种作业专项整治行动中，{O}、{P}依法检查{F}，查明",
    "接群众举报，{D}{O}、{P}赶到{F}核查，",
    "经查，{F}于{D}被我局检查（检查人员{O}、{P}）时，",
];
const PLACES: &[&str] = &[
    "一车间东北角的钢架平台上",
    "厂区南侧的简易棚内",
    "压滤机旁的空地上",
    "成品库门口",
    "二楼配电间",
    "锅炉房外墙边",
    "涂装线检修口",
    "新建仓库的屋架上",
    "冲压车间的模具区",
    "污水处理站的池边",
    "下料区的等离子切割台旁",
    "装配车间西门",
];
const SPOTS: &[&str] =
    &["靠墙处", "通道旁", "行车下方", "离门约五米处", "堆料之间", "临时围挡里", "设备基础边", "排水沟旁", "货架后面", "窗下"];
const TOOLS: &[&str] = &[
    "使用手工电弧焊机焊接",
    "用氧气、乙炔割炬切割",
    "操作二氧化碳保护焊机焊补",
    "用等离子切割机切断",
    "动火拆除",
    "带电检修",
    "登上移动脚手架安装",
    "系着普通绳索高处更换",
    "接通三相电源调试",
    "用氩弧焊补焊",
];
const OBJECTS: &[&str] = &[
    "护栏立柱",
    "旧钢板",
    "料斗的底板",
    "车间照明线路",
    "屋面彩钢瓦",
    "低压配电柜",
    "行车轨道压板",
    "废旧风管",
    "注塑机",
    "消防水管的法兰",
    "排风机支架",
    "钢架楼梯的踏步",
    "烘箱的门框",
    "循环水泵的底座",
];
const FINDS: &[&str] = &[
    "{W}正在{L}{A}，执法人员要求出示特种作业操作证，{W}当场不能出示",
    "工人{W}在{L}{A}，身边没有持证人员监护，问其证件，答称没有考过",
    "{L}有人{A}，经辨认为该公司员工{W}，登录全国查询平台未查到其证件信息",
    "员工{W}{A}，地点在{L}，其出示的证件早已过期且没有复审",
    "在{L}，{W}独自{A}，手机里存的证件照片经核对是他人的",
    "监控录像显示，{W}多次在{L}{A}，公司提供的持证人员名册中没有这个人",
];
const CAUSES: &[&str] = &[
    "原来的焊工上月离职，公司没有再招，班长就让他顶上",
    "订单集中，车间主任为赶进度临时抽调人员",
    "老板认为活小、时间短，不需要专门找持证的人",
    "公司把证件统一报名培训，本人还没有参加考试就先安排上岗",
    "安全员请假，没有人核对证件，作业票也没有办理",
    "该员工自称以前在外地做过，公司没有查验就安排",
    "外包队伍撤场以后，剩下的尾活由公司自己的普工来做",
    "设备突然故障，值班人员怕影响生产，自己动手处理",
];
const PROOFS: &[&str] = &[
    "以上事实有现场检查记录、照片、{W}的询问笔录和公司的考勤表证实",
    "现场照片、询问笔录、平台查询结果截图和工资发放表可以证明",
    "有视频录像、当事人陈述、劳动合同复印件为证",
    "上述情况，该公司负责人和{W}本人在询问中均予承认，并有现场照片佐证",
    "证据有勘验笔录、动火作业台账和两名工友的证言",
    "公司提交的情况说明与检查记录、询问笔录相互印证",
];
const SPANS: &[&str] = &[
    "经查，该员工自{M}月起从事这项作业，共有{C}人次",
    "经核实，类似的作业已有{C}次，最早一次在{M}月",
    "这是第{C}次，前几次是{M}月间在另一处做的",
    "全公司从事这类作业的有{C}人，均未取得操作证",
    "问及次数，答称{M}月以来大约做过{C}回，每回半天",
    "当天已作业{C}个小时，此前没有做过",
];
/// The sentence that every case of the cause has.
const STOCK: &str = "未按照规定经专门的安全作业培训并取得相应资格即上岗作业";

fn fill(pattern: &str, details: &Details, month: usize) -> String {
    let date = &details.date;
    pattern
        .replace("{D}", date)
        .replace("{F}", &details.firm)
        .replace("{O}", &details.officers[0])
        .replace("{P}", &details.officers[1])
        .replace("{W}", &details.worker)
        .replace("{M}", &month.to_string())
        .replace("{C}", &details.count.to_string())
}

/// The choices a fact is made by.
#[derive(Clone, Copy)]
pub struct Plan([usize; 9]);

impl Plan {
    pub fn new(dice: &mut Dice) -> Self {
        Plan([OPENINGS, FINDS, PLACES, SPOTS, TOOLS, OBJECTS, CAUSES, SPANS, PROOFS].map(|list| dice.roll(list.len())))
    }
    /// The same office's way of writing: its phrases, another case's events.
    pub fn house_style(dice: &mut Dice) -> Self {
        let mut plan = Self::new(dice);
        (plan.0[0], plan.0[1], plan.0[8]) = (0, 0, 0);
        plan
    }
    pub fn text(&self, details: &Details, month: usize) -> String {
        let [opening, find, place, spot, tool, object, cause, span, proof] = self.0;
        let (place, work) = (format!("{}{}", PLACES[place], SPOTS[spot]), format!("{}{}", TOOLS[tool], OBJECTS[object]));
        let find = FINDS[find].replace("{L}", &place).replace("{A}", &work);
        let (opening, span, proof) = (OPENINGS[opening], SPANS[span], PROOFS[proof]);
        let text = format!("{opening}{find}。{}，{{W}}{STOCK}。{span}。{proof}。", CAUSES[cause]);
        fill(&text, details, month)
    }
}

/// What a careless officer changes in a copy besides names and numbers: nothing, the place, a word or two.
pub fn touched_up(text: &str, dice: &mut Dice) -> String {
    match dice.roll(4) {
        0 => text.to_string(),
        1 => PLACES.iter().fold(text.to_string(), |text, place| text.replace(place, "三车间北门")),
        2 => text.replace("执法人员", "工作人员").replace("正在", "当时在"),
        _ => format!("{}该公司对此没有异议。", text.replace("现场照片", "照片")),
    }
}

const ANSWERS: &[&[&str]] = &[
    &[
        "我在这里做了{C}年，开始在仓库，后来调到车间",
        "去年{M}月进厂的，做普工，哪里缺人到哪里",
        "我是班长，管六个人，主要负责装配",
        "厂里的机修，白班，设备坏了都叫我",
        "跟着姐夫一起来的，做包装和打杂",
    ],
    &[
        "老板上午打电话叫我去弄一下，说半天就好",
        "车间主任安排的，他把割炬交给我就走了",
        "没有人安排，我看机器停着，自己动手修的",
        "是厂长开早会时点的名，说人手不够",
        "班长让我帮忙扶着，后来他去接电话我就接着做",
    ],
    &[
        "证没有考过，也不知道要证",
        "以前有一张，过期以后没有再去复审",
        "报了名，等着考试，还没有排到",
        "我有驾驶证，别的证没有",
        "原先在老家学过徒，没发证，师傅说不用",
    ],
    &[
        "培训就是进厂时发一本册子，让签个字",
        "去年底听过一次课，讲消防的",
        "班前会上讲过要注意安全，具体的记不清",
        "没有人给我讲过，第一天就上岗了",
        "看过两段视频，考了一张卷子，答案是抄的",
    ],
    &[
        "灭火器放在旁边，别的没有",
        "给了一副手套和一个面罩，面罩是裂的",
        "安全带挂在栏杆上，我没有系",
        "下面拉了一根绳子，没有人看着",
        "什么也没准备，怕耽误时间",
    ],
    &[
        "检查以后就停了，我现在在打包",
        "主任说等考了证再做，工资照发",
        "这几天在家休息，等通知",
        "请了外面有证的师傅来做完的",
        "换到冲床那边去了，比原来少两百块",
    ],
];

/// Answers of a person in one's own words.
pub fn answers(dice: &mut Dice) -> Vec<usize> {
    ANSWERS.iter().map(|list| dice.roll(list.len())).collect()
}

/// The answers as text.
pub fn answers_text(plan: &[usize], details: &Details, month: usize) -> String {
    let all = ANSWERS.iter().zip(plan).map(|(list, choice)| fill(list[*choice], details, month));
    all.map(|answer| format!("{answer}。")).collect()
}
