"""Words of recusal: kinship, kept work, principal posts, places."""

from dandang.terms.term import Term


class Kinship(Term):
    """亲属关系: how near two people are, as the rules of recusal count it."""

    SPOUSES = "spouses", "夫妻关系", "spouses"
    DIRECT = "direct", "直系血亲关系", "direct line of blood"
    COLLATERAL = "collateral", "三代以内旁系血亲关系", "collateral blood within three generations"
    AFFINITY = "affinity", "近姻亲关系", "near affinity"
    FARTHER = "farther", "更远的关系", "farther apart"


class KeptWork(Term):
    """限制从事的工作: work that a relative of an organ's leader may not do there."""

    ORGANISATION = "organisation", "组织", "organisation"
    PERSONNEL = "personnel", "人事", "personnel"
    DISCIPLINE = "discipline", "纪检", "discipline inspection"
    SUPERVISION = "supervision", "监察", "supervision"
    AUDIT = "audit", "审计", "audit"
    FINANCE = "finance", "财务", "finance"
    OTHER = "other", "其他工作", "other work"


class PrincipalPost(Term):
    """正职: the head of which body."""

    PARTY = "party", "党委", "Party committee"
    GOVERNMENT = "government", "政府", "government"
    DISCIPLINE = "discipline", "纪检机关", "discipline inspection"
    ORGANISATION = "organisation", "组织部门", "organisation department"
    COURT = "court", "法院", "court"
    PROCURATORATE = "procuratorate", "检察院", "procuratorate"
    POLICE = "police", "公安部门", "public security"
    OTHER = "other", "其他职务", "another post"


class PostPlace(Term):
    """任职地方: at which level the post stands."""

    CITY = "city", "市（地、州、盟）", "city"
    COUNTY = "county", "县（市）", "county"
    TOWNSHIP = "township", "乡（镇）", "township"
