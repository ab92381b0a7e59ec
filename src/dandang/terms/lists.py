"""Words about lists that leave the house as workbooks and come back."""

from dandang.terms.term import Term


class ListKind(Term):
    """名单类别: which list a workbook holds; the stored word stands in its address."""

    UNITS = "units", "单位", "units"
    POSTS = "posts", "职务与职数", "posts and quotas"
    PEOPLE = "people", "干部基本情况", "basic facts of cadres"
    STATUS = "status", "状态期间", "status periods"
    QUOTA = "quota", "职数使用情况", "use of quotas"
    RATERS = "raters", "评价人名单", "raters"
    RESULTS = "results", "考核结果", "results"
    LETTERS = "letters", "文书与送达", "letters and service"
    CATALOGUE_ITEMS = "catalogue_items", "清单条目", "items of catalogues"
    CASES = "cases", "异议办理情况", "objections"
    ACCOUNTS = "accounts", "账号", "accounts"
    TRAIL = "trail", "留痕", "trail"
