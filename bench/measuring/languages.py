"""Words to make resolutions of: verbs, addressees, actions, objects, qualifiers, in English, French and Arabic.

Sentences made of them need no sense, only what makes resolutions hard to align: stock openings, repeated phrases,
rare names, and a distribution in which few words are common.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """Building blocks of one language; phrases are split into words at spaces."""

    preambular: tuple[str, ...]
    operative: tuple[str, ...]
    addressees: tuple[str, ...]
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    qualifiers: tuple[str, ...]
    joints: tuple[str, ...]
    stock: tuple[str, ...]
    """Whole paragraphs that come back in every text (near-duplicates of one another)."""
    syllables: tuple[str, ...]
    """For names and rare words."""


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


ENGLISH = Language(
    preambular=_split(
        "Recalling|Reaffirming|Noting with concern|Taking note of|Recognizing|Acknowledging|Deeply concerned by"
        "|Bearing in mind|Welcoming|Stressing|Emphasizing|Guided by|Mindful of|Expressing appreciation for"
    ),
    operative=_split(
        "Decides|Requests|Urges|Calls upon|Encourages|Invites|Welcomes|Notes|Reaffirms|Stresses|Recognizes"
        "|Takes note of|Also requests|Further encourages|Expresses concern about|Strongly condemns"
    ),
    addressees=_split(
        "the Secretary-General|Member States|all parties|the Office of the High Commissioner|regional commissions"
        "|civil society|the Human Rights Council|relevant stakeholders|the specialized agencies|donors"
        "|the private sector|parliaments|the Special Rapporteur|host countries"
    ),
    actions=_split(
        "to strengthen|to promote|to submit|to consider|to ensure|to facilitate|to implement|to report on|to support"
        "|to develop|to review|to coordinate|to finance|to monitor|to protect|to eliminate|to convene|to adopt"
        "|to address|to integrate|to establish|to mobilize|to disseminate|to evaluate"
    ),
    objects=_split(
        "the implementation of the global compact|national action plans|the rights of migrants|access to justice"
        "|capacity-building in developing countries|the protection of civilians|durable solutions|data collection"
        "|the safety of humanitarian personnel|equal participation of women|the repatriation of stolen assets"
        "|early warning systems|the transfer of technology|inclusive labour markets|the follow-up conference"
        "|education for displaced children|measures against trafficking in persons|the voluntary trust fund"
        "|the preservation of indigenous languages|sustainable tourism|disaster risk reduction|public procurement"
        "|the report of the working group|the thematic consultations|the peaceful settlement of disputes"
        "|affordable health services|transparency in financing|the recovery from the pandemic|small island States"
        "|the conservation of marine biodiversity|nuclear safety standards|the rule of law at all levels"
    ),
    qualifiers=_split(
        "as appropriate|in close consultation with all States|within existing resources|where applicable"
        "|in accordance with international law|without delay|on a voluntary basis|at the national level"
        "|taking into account different capacities|in particular in rural areas|including through partnerships"
        "|no later than the next session|with due regard for gender balance|upon request|inter alia"
    ),
    joints=_split("and|, and|, including|, as well as|with a view to|while"),
    stock=_split(
        "Decides to remain actively seized of the matter|Requests the Secretary-General to report to the General "
        "Assembly at its next session on the implementation of the present resolution|Invites Member States and all "
        "relevant stakeholders to make voluntary contributions to the trust fund"
    ),
    syllables=_split("kar|ven|tol|mira|bos|dan|lek|ruma|shi|per|goro|nal|ti|zen|hal|mon|ders|avi|quo|leb"),
)

FRENCH = Language(
    preambular=_split(
        "Rappelant|Réaffirmant|Notant avec préoccupation|Prenant note de|Considérant|Consciente de|Se félicitant de"
        "|Soulignant|Insistant sur|Gardant à l’esprit|Profondément préoccupée par|Saluant"
    ),
    operative=_split(
        "Décide|Prie|Engage|Demande à|Encourage|Invite|Se félicite de|Note|Réaffirme|Souligne|Prend note de"
        "|Prie également|Engage en outre|Condamne fermement"
    ),
    addressees=_split(
        "le Secrétaire général|les États Membres|toutes les parties|le Haut-Commissariat|les commissions régionales"
        "|la société civile|le Conseil des droits de l’homme|les institutions spécialisées|les donateurs"
        "|le secteur privé|les parlements|le Rapporteur spécial|les pays d’accueil"
    ),
    actions=_split(
        "à renforcer|à promouvoir|à présenter|à examiner|à garantir|à faciliter|à appliquer|à appuyer|à élaborer"
        "|à coordonner|à financer|à suivre|à protéger|à éliminer|à convoquer|à adopter|à intégrer|à créer|à diffuser"
    ),
    objects=_split(
        "l’application du pacte mondial|les plans d’action nationaux|les droits des migrants|l’accès à la justice"
        "|le renforcement des capacités dans les pays en développement|la protection des civils"
        "|des solutions durables|la collecte de données|la sécurité du personnel humanitaire"
        "|la participation égale des femmes|la restitution des avoirs volés|les systèmes d’alerte rapide"
        "|le transfert de technologie|la conférence de suivi|l’éducation des enfants déplacés"
        "|les mesures contre la traite des personnes|le fonds d’affectation spéciale|les langues autochtones"
        "|le tourisme durable|la réduction des risques de catastrophe|les marchés publics"
        "|le rapport du groupe de travail|les consultations thématiques|le règlement pacifique des différends"
        "|des services de santé abordables|la transparence du financement|les petits États insulaires"
        "|la diversité biologique marine|l’état de droit à tous les niveaux"
    ),
    qualifiers=_split(
        "selon qu’il convient|en consultation étroite avec tous les États|dans la limite des ressources disponibles"
        "|conformément au droit international|sans délai|à titre volontaire|au niveau national"
        "|compte tenu des différentes capacités|en particulier dans les zones rurales|notamment par des partenariats"
        "|au plus tard à la prochaine session|à leur demande|entre autres"
    ),
    joints=_split("et|, et|, y compris|, ainsi que|en vue de|tout en"),
    stock=_split(
        "Décide de rester activement saisie de la question|Prie le Secrétaire général de lui présenter à sa prochaine "
        "session un rapport sur l’application de la présente résolution"
    ),
    syllables=_split("cham|vau|tré|mont|bel|dou|lan|rié|ché|per|gou|nais|ti|zac|hau|lin|dres|avi|quê|leb"),
)

ARABIC = Language(
    preambular=_split(
        "إذ تشير إلى|وإذ تؤكد من جديد|وإذ تلاحظ مع القلق|وإذ تحيط علما|وإذ تسلم|وإذ ترحب|وإذ تشدد على|وإذ تضع في اعتبارها"
        "|وإذ يساورها بالغ القلق إزاء|وإذ تسترشد"
    ),
    operative=_split(
        "تقرر|تطلب إلى|تحث|تهيب|تشجع|تدعو|ترحب|تلاحظ|تؤكد من جديد|تشدد على|تسلم|تحيط علما|تطلب أيضا إلى|تدين بشدة"
    ),
    addressees=_split(
        "الأمين العام|الدول الأعضاء|جميع الأطراف|مفوضية الأمم المتحدة|اللجان الإقليمية|المجتمع المدني|مجلس حقوق الإنسان"
        "|الوكالات المتخصصة|الجهات المانحة|القطاع الخاص|البرلمانات|المقرر الخاص|البلدان المضيفة"
    ),
    actions=_split(
        "أن تعزز|أن تقدم|أن تنظر في|أن تكفل|أن تيسر|أن تنفذ|أن تدعم|أن تضع|أن تنسق|أن تمول|أن ترصد|أن تحمي|أن تقضي على"
        "|أن تعقد|أن تعتمد|أن تدمج|أن تنشئ|أن تنشر"
    ),
    objects=_split(
        "تنفيذ الاتفاق العالمي|خطط العمل الوطنية|حقوق المهاجرين|إمكانية اللجوء إلى القضاء|بناء القدرات في البلدان النامية"
        "|حماية المدنيين|الحلول الدائمة|جمع البيانات|سلامة موظفي المساعدة الإنسانية|المشاركة المتكافئة للمرأة"
        "|استرداد الأصول المسروقة|نظم الإنذار المبكر|نقل التكنولوجيا|مؤتمر المتابعة|تعليم الأطفال المشردين"
        "|تدابير مكافحة الاتجار بالأشخاص|الصندوق الاستئماني للتبرعات|لغات الشعوب الأصلية|السياحة المستدامة"
        "|الحد من مخاطر الكوارث|المشتريات العامة|تقرير الفريق العامل|المشاورات المواضيعية|تسوية المنازعات بالوسائل السلمية"
        "|خدمات صحية ميسورة التكلفة|الشفافية في التمويل|الدول الجزرية الصغيرة|التنوع البيولوجي البحري|سيادة القانون"
    ),
    qualifiers=_split(
        "حسب الاقتضاء|بالتشاور الوثيق مع جميع الدول|في حدود الموارد المتاحة|وفقا للقانون الدولي|دون تأخير|على أساس طوعي"
        "|على الصعيد الوطني|مع مراعاة اختلاف القدرات|ولا سيما في المناطق الريفية|بوسائل منها الشراكات"
        "|في موعد لا يتجاوز الدورة المقبلة|بناء على طلبها"
    ),
    joints=_split("و|، بما في ذلك|، وكذلك|بغية|مع"),
    stock=_split(
        "تقرر أن تبقي المسألة قيد نظرها الفعلي|تطلب إلى الأمين العام أن يقدم إلى الجمعية العامة في دورتها المقبلة تقريرا عن "
        "تنفيذ هذا القرار"
    ),
    syllables=_split("كار|فين|تول|ميرا|بوس|دان|ليك|روما|شي|بير|غورو|نال|زين|هال|مون|درس|في|قو|لب"),
)

LANGUAGES = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}
