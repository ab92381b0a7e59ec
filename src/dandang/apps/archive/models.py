"""People and what is on file about them.

Text columns hold three states: empty is unknown, `无` is stated-none, anything else is stated.
Month columns hold a date as it prints: `yyyy`, `yyyy.MM` or `yyyy.MM.dd`.
"""

from functools import reduce
from operator import add

from django.db import models

from dandang.apps.files.models import File
from dandang.apps.units.models import Post, Team, Unit
from dandang.terms.people import Authority, PostLevel, Regime, Sex, StatusKind

# The columns whose filling counts for the completeness of a file; the order is the order of bits.
BASICS = (
    "sex",
    "birth",
    "ethnicity",
    "native_place",
    "birth_place",
    "party",
    "work_start",
    "health",
)


class Person(models.Model):
    """干部: one row per person, whatever posts he holds."""

    name = models.CharField("姓名", max_length=40, db_index=True)
    sex = models.CharField("性别", max_length=10, choices=Sex.choices(), blank=True)
    birth = models.CharField("出生年月", max_length=10, blank=True, db_index=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    native_place = models.CharField("籍贯", max_length=40, blank=True)
    birth_place = models.CharField("出生地", max_length=40, blank=True)
    party = models.CharField("入党时间", max_length=40, blank=True)
    work_start = models.CharField("参加工作时间", max_length=10, blank=True)
    health = models.CharField("健康状况", max_length=20, blank=True)
    title = models.CharField("专业技术职务", max_length=80, blank=True)
    speciality = models.CharField("熟悉专业有何专长", max_length=120, blank=True)
    rank = models.CharField("职级", max_length=40, blank=True)
    rank_since = models.CharField("任现职级时间", max_length=10, blank=True)
    authority = models.CharField("干部管理权限", max_length=10, choices=Authority.choices())
    regime = models.CharField("适用制度", max_length=20, choices=Regime.choices())
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        verbose_name="所在单位",
        help_text="Unit of the main current appointment; for a retiree, of the last one.",
    )
    seat = models.PositiveIntegerField(
        "单位内排序",
        default=0,
        help_text="Place inside the unit: the team in its order, then the other posts in theirs.",
    )
    in_service = models.BooleanField("在职", default=True)
    identity_key = models.CharField("身份证号密钥摘要", max_length=64, blank=True, db_index=True)
    note = models.CharField("备注", max_length=200, blank=True)
    blanks = models.GeneratedField(
        verbose_name="未填项",
        help_text="A bit for each of the columns of BASICS that is blank, kept by the database.",
        expression=reduce(
            add,
            (
                models.Case(models.When(**{name: ""}, then=1 << place), default=0)
                for place, name in enumerate(BASICS)
            ),
        ),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "干部"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_key"],
                condition=~models.Q(identity_key=""),
                name="identity_number_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "seat", "birth", "id", "in_service"], name="people_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SealedField(models.Model):
    """密封信息: identity number, family; encrypted. Opened only with a stated purpose, by one action."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="干部")
    name = models.CharField("项目", max_length=20)
    sealed = models.TextField("密文")

    class Meta:
        verbose_name = "密封信息"
        ordering = ["person_id", "name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="sealed_field_once")]

    def __str__(self) -> str:
        return self.name


class Photo(models.Model):
    """照片: the one photo of a person, a small square picture without metadata."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="photo", verbose_name="干部")
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name="文件")
    source = models.CharField("原件 SHA-256", max_length=64)
    put_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "照片"
        ordering = ["person_id"]

    def __str__(self) -> str:
        return str(self.person)


class Education(models.Model):
    """学历学位: the highest full-time and the highest on-the-job education."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="educations", verbose_name="干部"
    )
    full_time = models.BooleanField("全日制")
    schooling = models.CharField("学历", max_length=40, blank=True)
    degree = models.CharField("学位", max_length=60, blank=True)
    school = models.CharField("毕业院校及专业", max_length=120, blank=True)

    class Meta:
        verbose_name = "学历学位"
        ordering = ["person_id", "-full_time"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "full_time"], name="one_education_of_each_sort"
            )
        ]

    def __str__(self) -> str:
        return self.schooling


class ResumeLine(models.Model):
    """简历: one segment, from month to month; an empty last month is still running."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="resume", verbose_name="干部")
    order = models.PositiveSmallIntegerField("序号")
    first = models.CharField("起", max_length=10)
    last = models.CharField("止", max_length=10, blank=True)
    text = models.CharField("经历", max_length=300)

    class Meta:
        verbose_name = "简历"
        ordering = ["person_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["person", "order"], name="resume_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.first}--{self.last}  {self.text}"


class Appointment(models.Model):
    """任职: a person in a post from a day to a day; `last_day` empty while it lasts.

    `level` is the level the post had then.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name="干部"
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="职务")
    level = models.CharField("职务层次", max_length=20, choices=PostLevel.choices())
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", verbose_name="领导班子"
    )
    first_day = models.DateField("任职日期")
    last_day = models.DateField("免职日期", null=True)
    main = models.BooleanField("主要任职", default=True)
    order = models.PositiveIntegerField("班子内排序", default=0)
    document = models.CharField("任免文件", max_length=120, blank=True)

    class Meta:
        verbose_name = "任职"
        ordering = ["person_id", "-main", "first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
                name="appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(main=True, last_day=None),
                name="one_main_appointment_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "post", "first_day"], name="appointment_once"
            ),
        ]
        indexes = [models.Index(fields=["post", "first_day"], name="appointment_by_post")]

    def __str__(self) -> str:
        return f"{self.post} {self.first_day}–{self.last_day or ''}"


class StatusPeriod(models.Model):
    """状态期间: what binds a later decision, from a day to a day.

    Of a sealed kind, note and document stand encrypted in `sealed` alone; kind and days, which
    rules ask for, are in clear.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="status_periods", verbose_name="干部"
    )
    kind = models.CharField("类别", max_length=20, choices=StatusKind.choices())
    first_day = models.DateField("起")
    last_day = models.DateField("止", null=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="去往单位"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    document = models.CharField("依据文件", max_length=120, blank=True)
    sealed = models.TextField("密文", blank=True)

    class Meta:
        verbose_name = "状态期间"
        ordering = ["person_id", "first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
                name="status_period_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "first_day"], name="status_period_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_day}–{self.last_day or ''}"


class YearGrade(models.Model):
    """年度考核结果: the grade a person received for a year, as the stored word."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="year_grades", verbose_name="干部"
    )
    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("等次", max_length=20)

    class Meta:
        verbose_name = "年度考核结果"
        ordering = ["person_id", "-year"]
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="one_grade_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.grade}"
