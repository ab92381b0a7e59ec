"""Words about people, units and posts."""

from dandang.terms.term import Term


class Sex(Term):
    """性别."""

    MALE = "male", "男", "male"
    FEMALE = "female", "女", "female"


class Authority(Term):
    """干部管理权限: who manages this cadre."""

    CITY = "city", "市管", "city-managed"
    COUNTY = "county", "县管", "county-managed"
    UNIT = "unit", "单位管理", "unit-managed"


class Regime(Term):
    """Which body of rules applies to a person in a post."""

    LEADER = "leader", "领导成员", "leading member"
    CIVIL_SERVANT = "civil_servant", "公务员", "civil servant"
    AS_CIVIL_SERVANT = "as_civil_servant", "参公人员", "managed as a civil servant"
    INSTITUTION = "institution", "事业单位人员", "institution staff"
    ENTERPRISE = "enterprise", "国有企业人员", "state enterprise staff"


class UnitKind(Term):
    """单位类别."""

    COUNTY = "county", "县", "county"
    DEPARTMENT = "department", "县级部门", "county department"
    TOWNSHIP = "township", "乡镇", "township"
    STREET = "street", "街道", "street office"
    VILLAGE = "village", "村", "village"
    COMMUNITY = "community", "社区", "community"
    INSTITUTION = "institution", "事业单位", "institution"
    ENTERPRISE = "enterprise", "国有企业", "state enterprise"


class PostLevel(Term):
    """职务层次, highest first."""

    COUNTY_CHIEF = "county_chief", "县处级正职", "county level, chief"
    COUNTY_DEPUTY = "county_deputy", "县处级副职", "county level, deputy"
    TOWNSHIP_CHIEF = "township_chief", "乡科级正职", "township level, chief"
    TOWNSHIP_DEPUTY = "township_deputy", "乡科级副职", "township level, deputy"
    SECTION = "section", "股级", "section level"
    STAFF = "staff", "科员及以下", "staff"
    NONE = "none", "无层次", "no level"


class StatusKind(Term):
    """状态期间: what binds a later decision while it lasts."""

    PROBATION = "probation", "试用期", "probation"
    SICK_LEAVE = "sick_leave", "病假", "sick leave"
    PERSONAL_LEAVE = "personal_leave", "事假", "personal leave"
    MATERNITY_LEAVE = "maternity_leave", "产假", "maternity leave"
    SECONDMENT = "secondment", "挂职", "secondment"
    ON_LOAN = "on_loan", "借调", "on loan"
    STUDY = "study", "脱产学习", "full-time study"
    INVESTIGATION = "investigation", "立案审查", "open investigation"
    SANCTION = "sanction", "处分影响期", "impact period of a sanction"
    ADMONITION = "admonition", "诫勉影响期", "impact period of an admonition"
    RETIRED = "retired", "退休", "retired"
    DIED = "died", "去世", "died"

    @property
    def sealed(self) -> bool:
        """Whether it opens only with a stated purpose."""
        return self in {StatusKind.INVESTIGATION, StatusKind.SANCTION, StatusKind.ADMONITION}
