"""The words references are made of, in the six languages of the United Nations.

Forms: docs/domain.md, "References", and the published resolutions in six languages. Patterns are matched without regard
to case where the unit says so; none can backtrack beyond its own length.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Rank of a unit in the order from the document inwards.
RANKS = {
    "document": 0, "annex": 1, "part": 2, "chapter": 3, "section": 4, "article": 5, "recital": 5,
    "preambular": 6, "paragraph": 6, "ordinal": 7, "subparagraph": 8,
}  # fmt: skip

#: Unit -> pattern of its name; the number must follow. Negotiators' glued forms stand apart (`OP22a`).
NOUNS: dict[str, dict[str, str]] = {
    "en": {
        "paragraph": r"(?:operative\s+)?(?:paragraphs?\b|paras?\b\.?|pars?\b\.?)|§{1,2}",
        "preambular": r"preambular\s+(?:paragraphs?\b|paras?\b\.?)",
        "subparagraph": r"sub-?\s?(?:paragraphs?\b|paras?\b\.?)|points?\b(?=\s\(?(?:[a-z]{1,3}|\d+)\)?)",
        "article": r"(?:articles?\b|arts?\b\.?)",
        "section": r"(?:sections?\b|sects?\b\.|secs?\b\.)",
        "chapter": r"(?:chapters?\b|chaps?\b\.)",
        "part": r"parts?\b",
        "annex": r"(?:annex(?:es)?\b|appendix\b|appendices\b|enclosures?\b)",
        "recital": r"recitals?\b",
    },
    "fr": {
        "paragraph": r"(?:paragraphes?\b(?:\s+du\s+dispositif)?|par\.|§{1,2})",
        "preambular": r"(?:alinéas?|paragraphes?)\s+du\s+préambule",
        "subparagraph": r"(?:sous-)?alinéas?\b|al\.|points?\b(?=\s[a-z]\))",
        "article": r"(?:articles?\b|arts?\.)",
        "section": r"(?:sections?\b|sect\.)",
        "chapter": r"(?:chapitres?\b|chap\.)",
        "part": r"parties?\b",
        "annex": r"(?:annexes?\b|appendices?\b)",
        "recital": r"considérants?\b",
    },
    "es": {
        "paragraph": r"(?:párrafos?\b(?:\s+de\s+la\s+parte\s+dispositiva)?|párrs?\.)",
        "preambular": r"párrafos?\s+del\s+preámbulo",
        "subparagraph": r"apartados?\b|incisos?\b|subpárrafos?\b|aps?\.",
        "article": r"(?:artículos?\b|arts?\.)",
        "section": r"(?:secciones\b|sección\b|secc\.)",
        "chapter": r"(?:capítulos?\b|caps?\.)",
        "part": r"partes?\b",
        "annex": r"(?:anexos?\b|apéndices?\b)",
        "recital": r"considerandos?\b",
    },
    "ru": {
        "paragraph": r"(?:пункт(?:ами|ах|ам|ов|ом|ы|а|у|е)?\b|пп?\.)",
        "preambular": r"пункт(?:ами|ах|ам|ов|ом|ы|а|у|е)?\s+преамбулы",
        "subparagraph": r"подпункт(?:ами|ах|ам|ов|ом|ы|а|у|е)?\b|подп\.",
        "article": r"(?:стат(?:ьями|ьях|ьям|ьей|ья|ьи|ье|ью|ей)\b|ст\.)",
        "section": r"(?:раздел(?:ами|ах|ам|ов|ом|ы|а|у|е)?\b|разд\.)",
        "chapter": r"(?:глав(?:ами|ах|ам|ой|а|ы|е|у)?\b|гл\.)",
        "part": r"част(?:ями|ях|ям|ей|ью|ь|и)\b",
        "annex": r"приложени(?:ями|ях|ям|ем|й|е|я|ю|и)\b",
        "recital": r"$^",
    },
    "ar": {
        "paragraph": r"(?<!\w)(?:وال|بال|لل|ال|و|ب|ل)?فقر(?:تين|تان|ات|ة)\b(?!\s+الفرعي)",
        "preambular": r"(?<!\w)(?:وال|بال|لل|ال)?فقر(?:تين|تان|ات|ة)\s+(?:من\s+)?الديباجة",
        "subparagraph": r"(?<!\w)(?:وال|بال|لل|ال)?فقر(?:تين|تان|ات|ة)\s+الفرعي(?:تين|تان|ات|ة)\b",
        "article": r"(?<!\w)(?:وال|بال|لل|ال)?(?:مادتين|مادتان|مادة|مواد)\b",
        "section": r"(?<!\w)(?:وال|بال|لل|ال)?فرع(?:ين|ان)?\b",
        "chapter": r"(?<!\w)(?:وال|بال|لل|ال)?فصل(?:ين|ان)?\b",
        "part": r"(?<!\w)(?:وال|بال|لل|ال)?جزء\b",
        "annex": r"(?<!\w)(?:وال|بال|لل|ال)?مرفق(?:ين|ان|ات)?\b",
        "recital": r"$^",
    },
}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language."""

    joins: str
    """Between two numbers of a list."""
    through: str
    """Between the ends of a range."""
    inward: str
    """Between an outer and an inner unit (`annex II, paragraph 8`)."""
    outward: str
    """Between an inner and an outer unit or document (`paragraph 8 of annex II`)."""
    present: str
    """`the present` before a unit or a document."""
    preceding: str
    following: str
    above: str
    below: str
    documents: str
    """Nouns for a document in running text."""
    same: str
    """`the same`, `that`: a document named before."""
    bracketless: bool = False
    """Sub-letters may stand with a closing bracket only: `a)`."""


GRAMMARS: dict[str, Grammar] = {
    "en": Grammar(
        joins=r"(?:,?\s*(?:and|or|&|as\s+well\s+as|and/or)\s+|\s*,\s*)(?:also\s+)?",
        through=r"\s*(?:[-–—]|\bto\b|\bthrough(?:\s+to)?\b)\s*",
        inward=r"\s*[,(]?\s*",
        outward=r"(?:\s*,)?\s+(?:of|to|in|under|from|contained\s+in|annexed\s+to)\s+"
        r"(?:(?:the|its|their|his|her|that|said)\s+)?(?:(?:general\s+assembly|security\s+council|council|assembly)"
        r"(?:['’]s)?\s+)?",
        present=r"(?:the\s+)?(?:present|this)",
        preceding=r"(?:preceding|previous|foregoing)",
        following=r"following",
        above=r"(?:above|supra|hereinabove|hereof)",
        below=r"(?:below|infra|hereinafter|hereunder)",
        documents=r"(?:resolution|decision|declaration|regulation|directive|agreement|convention|covenant|protocol|treaty|"
        r"charter|statute|report|note|letter|document|statement|agenda|outcome|rules|programme|plan|platform|framework|"
        r"strategy|comment|guidelines|principles|constitution|mandate|draft|text|terms|memorandum|pact|compact|"
        r"law|code|judgment|opinion|communiqué|summary|annex|appendix)s?\b",
        same=r"(?:the\s+)?(?:same|said|that|those|latter|aforementioned|above-?mentioned)",
    ),
    "fr": Grammar(
        joins=r"(?:,?\s*(?:et|ou|ainsi\s+que)\s+|\s*,\s*)(?:aux?\s+|des?\s+)?",
        through=r"\s*(?:[-–—]|(?<!\w)à(?!\w))\s*",
        inward=r"\s*[,(]?\s*",
        outward=r"(?:\s*,)?\s+(?:de\s+(?:la\s+|l['’])?|des?\s+|du\s+|d['’]|à\s+(?:la\s+|l['’])?|aux?\s+|dans\s+(?:la\s+|le\s+|l['’])?)"
        r"(?:sa\s+|son\s+|ses\s+|leur\s+|cette\s+|ce\s+)?",
        present=r"(?:(?:le|la|du|au|de\s+la|à\s+la|aux?)\s+)?(?:présente?|cette|cet|ce)",
        preceding=r"(?:$^)",
        following=r"(?:$^)",
        above=r"(?:ci-dessus|supra|qui\s+précède(?:nt)?)",
        below=r"(?:ci-dessous|ci-après|infra)",
        documents=r"(?:résolution|décision|déclaration|règlement|directive|accord|convention|pacte|protocole|traité|"
        r"charte|statut|rapport|note|lettre|document|programme|plan|plateforme|cadre|stratégie|observation|"
        r"principes|mandat|projet|texte|annexe)s?\b",
        same=r"(?:(?:la|le|de\s+la|du)\s+)?(?:même|ladite|dudit|ledit|de\s+ladite)",
        bracketless=True,
    ),
    "es": Grammar(
        joins=r"(?:,?\s*(?:y|e|o|u|así\s+como)\s+|\s*,\s*)(?:(?:el|los|del|en\s+los?)\s+)?",
        through=r"\s*(?:[-–—]|\bal?\b)\s*",
        inward=r"\s*[,(]?\s*",
        outward=r"(?:\s*,)?\s+(?:del?|al?|en)\s+(?:(?:la|el|los|las|su|sus|dicha|dicho|esa|ese)\s+)?",
        present=r"(?:(?:el|la|del|al)\s+)?(?:presente|este|esta)",
        preceding=r"(?:$^)",
        following=r"(?:$^)",
        above=r"(?:supra|anterior(?:es)?|precedentes?|más\s+arriba)",
        below=r"(?:infra|siguientes?|más\s+abajo)",
        documents=r"(?:resolución|resoluciones|decisión|declaración|reglamento|directiva|acuerdo|convención|convenio|pacto|"
        r"protocolo|tratado|carta|estatuto|informe|nota|documento|agenda|programa|plan|plataforma|marco|"
        r"estrategia|observación|principios|mandato|proyecto|texto|anexo)\b",
        same=r"(?:(?:la|el|de\s+la|del)\s+)?(?:misma|mismo|dicha|dicho|citada|citado)",
        bracketless=True,
    ),
    "ru": Grammar(
        joins=r"(?:,?\s*(?:и|или|а\s+также)\s+|\s*,\s*)(?:в\s+)?",
        through=r"\s*(?:[-–—]|\b(?:до|по)\b)\s*",
        inward=r"\s*[,(]?\s*",
        outward=r"(?:\s*,)?\s+(?:к\s+|из\s+|в\s+)?(?:своей\s+|ее\s+|её\s+|его\s+|этой\s+|этого\s+|указанной\s+)?",
        present=r"настоящ(?:ей|его|ему|ем|ая|ее|ий|ую)",
        preceding=r"предыдущ(?:ем|его|ему|ий|их)",
        following=r"следующ(?:ем|его|ему)",
        above=r"(?:выше)",
        below=r"(?:ниже)",
        documents=r"(?:резолюци|решени|деклараци|регламент|директив|соглашени|конвенци|пакт|протокол|договор|устав|статут|"
        r"доклад|записк|письм|документ|повестк|программ|план|рам|стратеги|замечани|принцип|мандат|проект|текст|"
        r"приложени)\w*",
        same=r"(?:той\s+же|того\s+же|этой\s+же|этого\s+же|указанной|вышеупомянутой)",
        bracketless=True,
    ),
    "ar": Grammar(
        joins=r"(?:\s*[،,]\s*و?\s*|\s+(?:و|أو)\s*)",
        through=r"\s*(?:[-–—]|(?<!\w)إلى(?!\w))\s*",
        inward=r"\s*[،,(]?\s*",
        outward=r"(?:\s*[،,])?\s+(?:(?:من|في|ل)(?!\w)\s*)?",
        present=r"(?:هذه|هذا)",
        preceding=r"(?:$^)",
        following=r"(?:$^)",
        above=r"(?:أعلاه|السابقة|الواردة\s+أعلاه)",
        below=r"(?:أدناه)",
        documents=r"(?:ال|ل|لل)?(?:قرار|مقرر|إعلان|اتفاق|اتفاقية|عهد|بروتوكول|معاهدة|ميثاق|تقرير|مذكرة|رسالة|وثيقة|خطة|برنامج|"
        r"إطار|استراتيجية|مبادئ|ولاية|نص)\w*",
        same=r"(?:نفس|ذات)",
    ),
}

#: English ordinals before "preambular paragraph" and "subparagraph"; -1 is the last one.
ORDINALS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "last": -1, "penultimate": -2,
}  # fmt: skip
