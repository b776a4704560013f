"""General cues in a text, whatever its category: what kind it is, how urgent, and who must not know.

A word may hold a gap (see words). The number before a row of words is its weight.
"""

from collections.abc import Mapping

from huiying.pure.text.words import hits, plain


def _words(row: str) -> tuple[str, ...]:
    return tuple(row.split())


KINDS = ("help", "consultation", "complaint", "report", "suggestion", "thanks")

KIND_CUES: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]] = {
    "help": (
        (
            3,
            _words(
                "帮忙 帮帮 帮我 帮一下 帮个忙 来个人 快来 派人 派个人 拜托 求求 救救 搭把手 能帮 "
                "能不能帮 有没有人"
            ),
        ),
        (
            2,
            _words(
                "麻烦 协调 求助 上门 想申请 带一带 来看看 过来看 怎么办啊 怎么活 走投无路 实在没办法 "
                "怕砸 怕吹 怕塌 怕倒 怕出事 help"
            ),
        ),
        (
            1,
            _words(
                "需要 想请 希望…安排 弄不动 赶不上 来不及 能不能 帮 能派 能给 求 想学 想找 想报 怕 "
                "没办法 不晓得怎么 不会弄"
            ),
        ),
    ),
    "consultation": (
        (3, _words("请问 咨询 想问 问一下 问问 问下 打听 真的假的 怎么办理 什么条件 能领…吗")),
        (
            2,
            _words(
                "怎么弄 怎么写 怎么报 怎么提 怎么算 多少钱 行不行 可不可以 能不能领 能领 要带什么 "
                "带什么 什么材料 什么手续 哪些材料 准备啥 准备什么 要多久 几天能 交多少 罚多少 拿多少 "
                "拿到多少 哪里补 哪里办 到哪里 去哪 几点 几号 找谁 还有名额 还收 要不要 同意才行 办不 "
                "行伐 好伐 变伐 是伐 有伐 收人伐 how where what"
            ),
        ),
        (
            1,
            _words(
                "吗 么? 伐 呢 是不是 多少 怎么 能…不 有没有 听说 啥 ? 算不算 要不要 会不会 能不能 可以 来得及"
            ),
        ),
    ),
    "complaint": (
        (10, ("投诉",)),
        (4, _words("到底管不管 管不管 没人管 不像话")),
        (
            3,
            _words(
                "推来推去 踢皮球 说话不算 说话不算数 哪有这个道理 凭什么 明明 欺负人 太过分 受不了 到底谁管"
            ),
        ),
        (
            2,
            _words(
                "年年 天天 讲了…次 说了…次 打了…次 反映…次 没用 骂人 没人修 没人影 没法 气死 怎么还 "
                "拖着 忽悠 拉黑"
            ),
        ),
        (
            1,
            _words(
                "老是 一直 总是 到现在 为啥 为什么 还没 三天两头 坏了 都没 没人 不给 不让 不理 非要 "
                "就是不 从来 又 反映 讲过 说过 骂 "
                "气人 气得 生气 臭得 吵得 害得 哪能 乱 偏偏 根本 个月了 半年 天了 太…了"
            ),
        ),
    ),
    "report": (
        (10, ("举报",)),
        (4, _words("别说是我 别讲是我 别透露 匿名 不留名")),
        (3, _words("不想让…知道 不要让…知道 别让…知道 保密 查查 查一查 核一核 核查")),
        (2, _words("违法 违规 偷偷 无证 作假 弄虚作假")),
    ),
    "suggestion": (
        (10, _words("建议 提个意见 提点意见 提议")),
        (4, _words("要是能…就好 要是…就好了 如果能…就好 能不能改 不如改 希望以后")),
        (2, _words("可以…吗 最好能 应该…设 不如 增设 多设")),
    ),
    "thanks": (
        (10, ("表扬",)),
        (4, _words("锦旗 感谢信 报答 说声好 点赞 多亏了 多亏 真心感谢 特别感谢")),
        (
            3,
            _words(
                "感谢 来谢 谢一声 道谢 谢你们 辛苦你们 你们真好 你们很好 谢谢社区 谢谢你们 谢谢网格 "
                "谢谢社工 谢谢小 谢谢那 帮了大忙"
            ),
        ),
        (1, ("谢谢",)),
    ),
}

DANGER = _words(
    "着火 起火 冒烟 烧起来 爆炸 煤气味 燃气味 煤气泄漏 漏气 臭鸡蛋 煤气中毒 漏电 触电 "
    "电线掉 救命 动手打 又动手 动手了 他打我 又打我 要打我 打了我 出人命 火苗 火星 冒火 "
    "中毒 被打 掐我 要杀 拿刀 流血 受伤 晕倒 昏倒 倒下 昏过去 中暑 喘不上气 不想活 想不开 "
    "跳楼 自杀 寻死 砸到 砸下来 砸伤 掉下来 要塌 塌了 倒塌 困在 溺水 落水 台风…到 怕吹 "
    "毒气 头…晕…味"
)
HELPLESS = _words(
    "瘫 卧床 躺在床 起不来 奶娃 吃奶 毛头 月大 吸氧 氧气 呼吸机 透析 九十 八十多 八十几 "
    "百岁 高烧 发烧 孕妇 坐月子 新生儿 婴儿 刚满月 残疾 轮椅 一个人在家 独居"
)
CUT_OFF = _words(
    "停水 断水 没水 拉闸 断奶粉 奶粉…断 停电 断电 没电 没有电 停气 断气 没暖气 没饭吃 "
    "没吃的 没地方住 没处住 锁在门外 锁外面 赶出来 冻"
)
HELPLESS_ALONE = _words(
    "走丢 走失 找不到人 找不着人 敲门没 敲…门…没 敲门不 没人应 没开门 联系不上 "
    "电话…打不通 电话关机 不见了…孩子 孩子不见 孩子走 摔…起不来 摔在家"
)
TONIGHT = _words(
    "今晚没…住 今天晚上没…住 今晚…关网 今晚住 今晚…没地方 马上要停 今天就拆 明天就拆 "
    "今天就要拆 说要断 要断水 要断电 今天…截止 今晚…截止 今天最后一天 明天最后一天 "
    "台风明天 台风今晚"
)
SECRECY = _words(
    "匿名 不留名 不留姓名 保密 别说是我 别讲是我 别说我 不要说是我 别透露 不要透露 别告诉 "
    "不要告诉 不要讲出去 不想让…知道 不要让…知道 别让…知道 不能让…知道"
)
VIOLENCE = _words("家暴 动手打 又动手 动手了 打老婆 老公打 丈夫打 男人打 老公…打人 喝了酒…打 掐我 不敢回家")
LANE_CUES: Mapping[str, tuple[str, ...]] = {"danger": DANGER, "helpless": HELPLESS_ALONE, "tonight": TONIGHT}


def kind_points(text: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    """How strongly a text speaks for each kind of request, with the words that say so.

    >>> kind_points("建议多放两张凳子")["suggestion"]
    (10, ('建议',))
    """
    folded = plain(text)
    points: dict[str, tuple[int, tuple[str, ...]]] = {}
    for kind, rows in KIND_CUES.items():
        weight_of = {word: weight for weight, words in rows for word in words}
        found = [hit.word for hit in hits(folded, weight_of)]
        if found:
            points[kind] = (sum(weight_of[word] for word in found), tuple(found))
    return points


def urgency(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Why a text can't wait: danger, somebody helpless, something lost by tonight; None if it can.

    The word 急 is no reason: everybody's matter is urgent to them. Old age or illness alone is none either,
    but it is with water, power, food or a roof gone.

    >>> urgency("急急急 材料怎么准备") is None
    True
    >>> urgency("停水了,家里有人瘫在床上")
    ('helpless', ('瘫', '停水'))
    """
    folded = plain(text)
    for code, words in LANE_CUES.items():
        if found := hits(folded, words):
            return code, tuple(hit.word for hit in found)
    helpless, cut_off = hits(folded, HELPLESS), hits(folded, CUT_OFF)
    if helpless and cut_off:
        return "helpless", (helpless[0].word, cut_off[0].word)
    return None


def secrecy_asked(text: str) -> bool:
    """Whether nobody may learn who asks: the text says so, or tells of violence at home.

    >>> secrecy_asked("千万别说是我讲的")
    True
    >>> secrecy_asked("路灯坏了")
    False
    """
    return bool(hits(plain(text), SECRECY + VIOLENCE))
