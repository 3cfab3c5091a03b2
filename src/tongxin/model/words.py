"""The one table of English and Chinese spellings of keys and keywords.

Each entry is `English: (Chinese, synonym, …)`. The English and the first Chinese spelling are the
language and may be mixed freely; synonyms are no keys: they feed did-you-mean and the reading of
prose and spreadsheets. Tables whose name begins with `word:` hold keywords (values), the others
hold the keys of a thing.
"""

from functools import cache

from tongxin.messages import Word
from tongxin.model.meant import one_meaning

SPELLINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "workspace": {
        "tongxin": ("同心", "版本"),
        "community": ("社区", "街道", "本级", "单位"),
        "language": ("语言",),
        "calendar": ("日历",),
        "places": ("地点", "场所", "点位"),
        "groups": ("工作组", "组织机构"),
        "hazards": ("整改时限", "隐患整改"),
        "lights": ("亮灯", "督办", "预警"),
        "checks": ("核对", "校核", "检查设置"),
        "since": ("启用", "启用日期"),
        "backfill": ("补录期限", "补录"),
        "evidence": ("佐证", "佐证文件夹", "佐证材料", "照片"),
        "documents": ("文书", "公文", "公文格式"),
        "document-numbers": ("文号", "发文字号", "编号"),
        "note": ("备注", "说明"),
    },
    "series": {
        "id": ("标识", "代码"),
        "prefix": ("代字", "机关代字", "发文代字", "字头"),
        "name": ("名称", "用途"),
        "used": ("已用", "已用到", "已编到"),
        "note": ("备注", "说明"),
    },
    "documents": {
        "line-pitch": ("行距", "行间距", "固定值"),
        "note": ("备注", "说明"),
    },
    "front": {
        "title": ("标题", "名称"),
        "subtitle": ("副标题",),
        "number": ("文号", "发文字号", "编号"),
        "recipient": ("主送", "主送机关", "送达"),
        "attachments": ("附件", "附件说明"),
        "org": ("署名", "单位", "发文机关"),
        "date": ("日期", "成文日期"),
        "orientation": ("方向", "纸张方向", "页面方向"),
    },
    "community": {
        "name": ("名称", "社区名称"),
        "org": ("单位", "单位全称"),
        "parent": ("上级", "上级单位", "街道"),
        "numbers": ("基础数据", "底数", "基本情况"),
        "note": ("备注", "说明"),
    },
    "calendar": {
        "country": ("国家",),
        "days": ("特定日期", "自定日期"),
        "holidays": ("节假日", "法定节假日"),
        "note": ("备注", "说明"),
    },
    "hazard-terms": {
        "notify": ("通知", "通知时限"),
        "rectify": ("整改", "整改期限", "整改时限"),
        "escalate": ("上报", "上报时限"),
        "answers": ("落实", "对应"),
        "note": ("备注", "说明"),
    },
    "lights": {
        "yellow": ("黄", "黄灯", "黄牌"),
        "red": ("红", "红灯", "红牌"),
        "blue": ("蓝", "蓝灯", "蓝牌"),
        "note": ("备注", "说明"),
    },
    "place": {
        "id": ("编号", "代号"),
        "name": ("名称",),
        "kind": ("类型", "类别"),
        "manager": ("管理单位", "物业", "责任单位"),
        "from": ("起", "启用"),
        "to": ("止", "停用"),
        "answers": ("落实", "对应"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "plan": {
        "plan": ("计划", "方案"),
        "title": ("标题", "名称", "计划名称"),
        "status": ("状态",),
        "period": ("起止时间", "期间", "实施时间", "起止", "计划期"),
        "ended": ("终止日期", "办结日期"),
        "basis": ("依据", "制定依据", "文件依据"),
        "principles": ("指导思想", "工作原则", "总体要求", "工作理念"),
        "goals": ("目标", "工作目标"),
        "indicators": ("指标", "量化指标", "考核指标"),
        "groups": ("工作组", "组织机构", "组织领导"),
        "phases": ("阶段", "实施步骤", "工作阶段"),
        "tasks": ("任务", "工作任务", "重点任务"),
        "measures": ("保障措施", "工作要求"),
        "follows": ("接续", "上期计划"),
        "part-of": ("所属计划", "上级计划"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "goal": {
        "id": ("编号", "代号"),
        "text": ("内容", "目标", "目标内容"),
        "by": ("完成时限", "时限", "截止"),
        "answers": ("落实", "对应", "对应条目"),
        "indicators": ("指标", "对应指标"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "indicator": {
        "id": ("编号", "代号"),
        "name": ("名称", "指标名称"),
        "target": ("目标值", "目标", "指标值"),
        "of": ("占", "基数", "分母"),
        "every": ("统计周期", "每", "周期"),
        "sum": ("累计", "汇总"),
        "baseline": ("基期值", "上年值", "上年同期"),
        "unit": ("单位", "计量单位"),
        "answers": ("落实", "对应", "对应条目"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "group": {
        "id": ("编号", "代号", "简称"),
        "name": ("名称",),
        "lead": ("组长", "负责人", "主任"),
        "deputies": ("副组长", "副主任"),
        "members": ("成员", "组员"),
        "contact": ("联络员", "专人", "经办人"),
        "duties": ("职责", "工作职责", "主要职责"),
        "answers": ("落实", "对应", "对应条目"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "phase": {
        "id": ("编号", "代号"),
        "name": ("名称", "阶段名称"),
        "from": ("起", "自", "开始", "开始时间"),
        "to": ("止", "至", "结束", "结束时间"),
        "answers": ("落实", "对应", "对应条目"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "task": {
        "id": ("编号", "代号", "简称"),
        "title": ("事项", "名称", "工作事项", "任务名称", "工作内容"),
        "group": (
            "责任组",
            "牵头",
            "牵头单位",
            "责任单位",
            "责任部门",
            "牵头部门",
            "负责人",
            "责任人",
        ),
        "with": ("配合", "配合单位", "协同单位", "协办单位"),
        "schedule": (
            "时间要求",
            "周期",
            "频次",
            "完成时限",
            "时限",
            "时间安排",
            "截止时间",
            "完成时间",
            "时间",
        ),
        "phase": ("阶段", "所属阶段"),
        "places": ("地点", "场所", "范围", "点位", "检查范围"),
        "audience": ("对象", "服务对象", "人群", "受众"),
        "topics": ("主题", "专题"),
        "checklist": ("检查要点", "检查项目", "检查内容", "检查标准"),
        "evidence": ("佐证", "佐证材料", "印证材料", "印证资料", "资料"),
        "produces": ("文书", "形成材料", "表单"),
        "after": ("前置", "前置任务"),
        "goals": ("目标", "对应目标"),
        "indicators": ("指标", "对应指标"),
        "answers": ("落实", "对应", "对应条目"),
        "remind": ("提醒", "提前", "提前提醒"),
        "carry": ("结转", "未完结转"),
        "shift": ("遇休", "遇节假日", "遇假日"),
        "from": ("起", "开始"),
        "to": ("止", "结束"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "basis": {
        "basis": ("依据", "文件", "标准"),
        "title": ("标题", "名称", "文件名称"),
        "issued": ("印发", "发文"),
        "clauses": ("条目", "条款", "要求", "考评项目", "考核项目"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "issued": {
        "by": ("单位", "发文单位", "印发单位", "发文机关"),
        "number": ("文号", "发文字号"),
        "date": ("日期", "印发日期", "成文日期"),
        "note": ("备注", "说明"),
    },
    "clause": {
        "id": ("编号", "序号"),
        "text": ("内容", "要求", "考评标准"),
        "points": ("分值", "分数", "标准分"),
        "evidence": ("佐证", "佐证材料", "印证材料", "印证资料", "资料"),
        "was": ("曾用", "原编号"),
        "note": ("备注", "说明"),
    },
    "schedule": {
        "every": ("每",),
        "times": ("次数", "次"),
        "day": ("逢", "日期"),
        "in": ("于", "在"),
        "by": ("截止", "完成时限"),
        "from": ("起", "自"),
        "to": ("止", "至"),
        "while": ("条件", "前提"),
        "all-year": ("全年", "长期", "常态"),
        "irregular": ("不定期",),
        "vague": ("未明确", "笼统"),
        "each": ("逐个", "每个", "各"),
        "note": ("备注", "说明"),
    },
    "entry": {
        "date": ("日期", "时间", "检查日期"),
        "by": ("经办", "经办人", "检查人", "排查人"),
        "at": ("录入", "录入日期", "登记日期"),
        "id": ("流水号", "编号"),
        "task": ("任务", "事项"),
        "place": ("地点", "场所", "部位"),
        "count": ("次数",),
        "amount": ("数量", "份数", "户数"),
        "people": ("人数", "人次", "参加人数"),
        "audience": ("对象", "人群", "服务对象"),
        "topic": ("主题", "专题"),
        "result": ("结果", "检查结果"),
        "failed": ("不合格项",),
        "note": ("情况", "备注", "说明", "记事", "工作情况"),
        "evidence": ("佐证", "佐证材料", "附件", "照片"),
        "hazard": ("隐患", "隐患编号", "问题编号"),
        "kind": ("类别", "类型", "隐患类别"),
        "event": ("环节", "步骤", "动作"),
        "level": ("级别", "等级"),
        "what": ("问题描述", "隐患内容", "描述"),
        "due": ("整改期限", "整改时限", "期限"),
        "to": ("送达", "整改单位", "上报对象", "报送"),
        "indicator": ("指标",),
        "value": ("数值", "完成值", "实际值"),
        "incident": ("伤害", "事故伤害", "事件"),
        "cause": ("原因", "致伤原因"),
        "age": ("年龄段", "年龄"),
        "sex": ("性别",),
        "severity": ("伤害程度", "程度"),
        "waive": ("免办", "免除", "核减"),
        "extend": ("延期",),
        "period": ("期次", "期"),
        "why": ("理由", "事由"),
        "void": ("作废",),
        "problem": ("存在问题", "问题"),
        "number": ("文号", "发文字号", "编号文号"),
        "title": ("标题", "文件标题", "文件名称"),
    },
    "entry:extend": {
        "to": ("至", "延至", "延期至"),
    },
    "entry:numbered": {
        "to": ("主送", "主送机关", "送达"),
    },
    "word:status": {
        "draft": ("草稿", "草案", "征求意见"),
        "active": ("实施", "实施中", "执行", "执行中"),
        "done": ("完成", "已完成", "办结", "结束"),
        "stopped": ("停止", "已终止", "终止", "中止"),
    },
    "word:unit": {
        "day": ("日", "天"),
        "workday": ("工作日",),
        "week": ("周", "星期"),
        "ten-days": ("旬", "十天"),
        "half-month": ("半月", "半个月"),
        "month": ("月", "个月"),
        "quarter": ("季度", "季"),
        "half-year": ("半年",),
        "year": ("年", "年度"),
    },
    "word:shift": {
        "before": ("提前",),
        "after": ("顺延", "延后"),
        "skip": ("不计", "免"),
    },
    "word:bool": {
        "true": ("是",),
        "false": ("否",),
    },
    "word:ref": {
        "all": ("全部", "所有"),
    },
    "word:result": {
        "pass": ("合格", "通过", "达标"),
        "fail": ("不合格", "未通过", "不达标"),
    },
    "word:level": {
        "ordinary": ("一般", "一般隐患"),
        "serious": ("较大",),
        "major": ("重大", "重大隐患"),
    },
    "word:event": {
        "found": ("发现", "登记", "排查发现"),
        "notified": ("通知", "通知整改", "下达通知", "交办"),
        "extended": ("延期", "延期整改"),
        "rectified": ("整改", "整改完成", "已整改", "整改反馈"),
        "verified": ("复查", "复核", "验收"),
        "closed": ("销号", "办结"),
        "escalated": ("上报",),
        "answered": ("答复", "上级答复", "上级反馈", "批复"),
        "watched": ("值守", "盯守", "专人值守"),
    },
    "word:hazard-state": {
        "found": ("待处置",),
        "notified": ("整改中",),
        "rectified": ("待复查",),
        "failed": ("复查不合格",),
        "verified": ("待销号",),
        "escalated": ("已上报未销号",),
        "closed": ("已销号",),
        "overdue": ("逾期未整改",),
    },
    "word:sex": {
        "male": ("男",),
        "female": ("女",),
    },
    "word:severity": {
        "minor": ("轻伤", "轻", "轻度"),
        "moderate": ("中度", "中"),
        "severe": ("重伤", "重", "重度"),
        "death": ("死亡",),
    },
    "word:state": {
        "upcoming": ("未开始", "未到期"),
        "open": ("进行中", "在办"),
        "met": ("按期完成", "按时办结"),
        "late": ("逾期完成", "超期完成", "逾期办结"),
        "overdue": ("逾期", "逾期未完成", "超期未完成"),
        "missed": ("漏办", "漏检"),
        "waived": ("免办", "核减"),
        "ongoing": ("常态", "常态开展", "常态化", "长期"),
    },
    "word:severity-of-check": {
        "error": ("错误",),
        "warning": ("警告",),
        "info": ("提示",),
        "none": ("关闭", "不查"),
    },
    "word:target": {
        "down": ("下降", "减少", "降低"),
        "up": ("上升", "增加", "提高"),
        "vague": ("未明确", "笼统"),
    },
    "word:sum": {
        "count": ("次数",),
        "amount": ("数量",),
        "people": ("人数", "人次"),
        "incidents": ("伤害", "事故"),
    },
    "word:weekday": {
        "mon": ("周一", "星期一", "礼拜一"),
        "tue": ("周二", "星期二", "礼拜二"),
        "wed": ("周三", "星期三", "礼拜三"),
        "thu": ("周四", "星期四", "礼拜四"),
        "fri": ("周五", "星期五", "礼拜五"),
        "sat": ("周六", "星期六", "礼拜六"),
        "sun": ("周日", "星期日", "星期天", "周天", "礼拜天"),
    },
    "word:ordinal": {
        "1st": ("第一个", "第1个", "第一周"),
        "2nd": ("第二个", "第2个", "第二周"),
        "3rd": ("第三个", "第3个", "第三周"),
        "4th": ("第四个", "第4个", "第四周"),
        "last": ("最后一个", "最后一周"),
        "5th": ("第五个", "第5个", "第五周"),
    },
    "word:language": {
        "zh": ("中文",),
        "en": ("英文", "英语"),
    },
    "word:evidence": {
        "paper": ("纸质",),
    },
    "measure": {
        "text": ("内容", "措施"),
        "answers": ("落实", "对应", "对应条目"),
        "note": ("备注", "说明"),
    },
    "notice": {
        "off": ("放假", "休息"),
        "work": ("上班", "补班", "调休上班"),
        "source": ("来源", "文件"),
        "note": ("备注", "说明"),
    },
    "condition": {
        "hazard": ("有隐患", "隐患", "隐患未销号"),
    },
    "vague": {
        "vague": ("未明确", "笼统"),
    },
    "word:each": {
        "place": ("地点", "场所", "点位"),
        "group": ("责任组", "工作组"),
        "audience": ("对象", "人群"),
        "topic": ("主题", "专题"),
    },
    "word:while": {
        "hazard": ("有隐患", "隐患", "隐患未销号"),
    },
    "word:light": {
        "overdue": ("逾期",),
    },
    "word:orientation": {
        "portrait": ("纵向", "竖向", "竖排"),
        "landscape": ("横向", "横排"),
    },
}


@cache
def chinese(table: str, english: str) -> str:
    """The Chinese spelling that tools write; KeyError for a word the table lacks."""
    return SPELLINGS[table][english][0]


@cache
def spellings(table: str) -> dict[str, str]:
    """Both spellings of every word of a table → the English one."""
    words = SPELLINGS[table]
    return {spelling: word for word, names in words.items() for spelling in (word, names[0])}


@cache
def synonyms(table: str) -> dict[str, str]:
    """Every spelling, synonyms included → the English one; the language's own spellings win."""
    words = SPELLINGS[table]
    loose = {name: word for word, names in words.items() for name in names[1:]}
    return loose | spellings(table)


@cache
def meanings(table: str) -> dict[str, str]:
    """What `word_meant` needs: spellings and synonyms that stand for one word of a table alone."""
    synonyms = [(name, word) for word, names in SPELLINGS[table].items() for name in names]
    return one_meaning(spellings(table), synonyms)


@cache
def word(table: str, english: str) -> Word:
    """The word as a value for a message, shown in the reader's spelling."""
    return Word(english, SPELLINGS[table][english][0])
