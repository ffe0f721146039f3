//! The parser's messages in words an officer understands. The parser is English; nothing of it is shown.

/// What went wrong and how to mend it, for a message of the YAML parser.
pub(super) fn translate(message: &str) -> (&'static str, &'static str) {
    const TABLE: &[(&str, &str, &str)] = &[
        ("unprintable", "有不能打印的控制字符", "删去这个字符后重新输入"),
        ("tab", "缩进或者分隔用了 Tab 键", "把 Tab 换成空格"),
        ("byte order mark", "文件中间有字节顺序标记（U+FEFF）", "删去这个看不见的字符"),
        (
            "mapping values are not allowed",
            "这里不应再有“键: 值”：缩进不齐，或者一行里有两个冒号",
            "上下对齐缩进；值里有冒号的，给整个值加引号",
        ),
        ("mapping keys are not allowed", "这里不应有键", "检查缩进；值以“?”开头的，加引号"),
        ("block sequence entries are not allowed", "“- ”不能写在这里", "列表另起一行写，每项以“- ”开头；文字以“-”开头的，加引号"),
        ("block collection", "列表的各项没有对齐", "同一列表的“-”上下对齐"),
        ("block mapping", "这一行没有对齐，或者不是“键: 值”", "与同级的键左边对齐；冒号用半角“:”，后面空一格"),
        ("flow mapping", "花括号 { } 没有配对，或者各项之间缺少逗号", "补上“}”，各项之间用半角逗号“,”隔开；文字以“{”开头的，加引号"),
        ("flow sequence", "方括号 [ ] 没有配对，或者各项之间缺少逗号", "补上“]”，各项之间用半角逗号“,”隔开；文字以“[”开头的，加引号"),
        ("misplaced bracket", "多了一个右括号", "删去多余的括号；括号是文字的一部分时，加引号"),
        ("flow construct", "括号里的内容缩进不对", "括号里的各行都要比上一级的键多缩进"),
        ("invalid trailing content after double-quoted", "引号后面还有文字", "引号要把整个值括起来"),
        ("indentation in quoted scalar", "引号里换行后缩进不够", "续行比键多缩进两格"),
        ("found unexpected document indicator", "引号没有配对：还没有结束就遇到“---”", "补上结束的引号"),
        ("unexpected end of stream", "引号没有配对：到文件末尾也没有结束", "补上结束的引号（半角）"),
        ("hexadecimal", "双引号里“\\x”“\\u”后面的编码不对", "改用单引号"),
        ("invalid Unicode character escape", "双引号里的“\\u”编码不存在", "直接输入这个字，或者改用单引号"),
        ("unknown escape", "双引号里的反斜线“\\”用法不对", "改用单引号，或者写成“\\\\”"),
        ("unknown anchor", "值以“*”开头，会被当作引用", "请加引号"),
        ("anchor", "值以“&”开头，会被当作锚点", "请加引号"),
        ("an anchor or alias", "值以“*”或者“&”开头，会被当作引用", "请加引号"),
        ("tag", "值以“!”开头，会被当作类型标记", "请加引号"),
        ("TAG", "值以“!”或者“%”开头，会被当作标记", "请加引号"),
        ("handle", "值以“!”开头，会被当作类型标记", "请加引号"),
        ("directive", "行以“%”开头，会被当作 YAML 指令", "请加引号"),
        ("unexpected character", "值以保留的符号开头", "请加引号"),
        ("block scalar", "“|”“>”下面的文字缩进不对", "各行都比键多缩进两格，用空格"),
        ("plain scalar", "文字里的符号或者缩进有误", "给整个值加引号"),
        ("simple key", "这一行缺少冒号，或者键跨了两行", "写成“键: 值”，冒号用半角“:”，后面空一格"),
        ("expected ':'", "这一行缺少冒号，或者键跨了两行", "写成“键: 值”，冒号用半角“:”，后面空一格"),
        ("comment intercepting", "多行文字中间夹了注释", "多行文字用“|”写，或者删去注释"),
        ("document", "文件里有“---”或者“...”分隔出的另一份内容", "一份案件写一个文件"),
        ("recursion limit", "嵌套太深", "减少括号的层数"),
        ("must be followed by a valid YAML whitespace", "“-”后面没有空格", "“-”后面空一格"),
        ("expected whitespace", "冒号后面没有空格", "冒号后面空一格"),
        ("indentation", "缩进不对", "与同级的键左边对齐，用空格缩进"),
        ("node content", "冒号或者“-”后面的内容写法不对", "给整个值加引号"),
    ];
    TABLE.iter().find(|(part, _, _)| message.contains(part)).map_or(
        ("这里的写法不合 YAML 格式", "检查这一行和上一行的缩进、冒号、引号；文字含有特殊符号的，加引号"),
        |(_, what, remedy)| (what, remedy),
    )
}
