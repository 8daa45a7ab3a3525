"""A text of our own and amendments to it, written by hand: what each must do to the letter, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from draftdiff.label import Label
from draftdiff.model import Document, Paragraph


def paragraph(label: str, text: str, number: str = "", *children: Paragraph) -> Paragraph:
    named = Label.parse(label)
    kind = (
        "subparagraph" if named.subs else {"PP": "preambular", "OP": "operative"}.get(named.kind, "article")
    )
    return Paragraph(label=named, text=text, number=number, kind=kind, children=children)


TEXT = Document(
    id="draft",
    title="Safe wells for all villages",
    language="en",
    paragraphs=(
        paragraph("PP1", "Recalling its resolution on village wells,"),
        paragraph("PP2", "Noting with concern the state of many wells, and the state of many pumps,"),
        paragraph("PP3", "Convinced that water, as a common good, belongs to all,"),
        paragraph("OP1", "Decides to establish a register of wells;", "1."),
        paragraph("OP2", "Urges Member States to inspect their wells, and urges Member States to report;", "2."),
        paragraph("OP3", "Requests the Secretary-General, as appropriate, to assist States upon request;", "3."),
        paragraph(
            "OP4", "Invites Member States:", "4.",
            paragraph("OP4(a)", "To train well-keepers in every village;", "(a)"),
            paragraph("OP4(b)", "To share their experience, in particular of droughts;", "(b)"),
            paragraph("OP4(c)", "To plant trees near wells;", "(c)"),
        ),
        paragraph("OP5", "Shall consider a voluntary fund, which shall be small;", "5."),
        paragraph("OP6", "Calls upon donors to contribute to the “Clean Wells” fund;", "6."),
        paragraph("OP7", "Encourages regional meetings;", "7."),
        paragraph("OP8", "Decides to remain seized of the matter.", "8."),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Amendments, what becomes of each, and the paragraphs that differ afterwards (None: gone)."""

    name: str
    amendments: str
    statuses: str
    """A letter for each: applied, conflicts, Not found (n), Ambiguous (m: more than one reading), not Understood."""
    changed: dict[str, str | None] = field(default_factory=dict)
    labels: str = ""
    """All labels afterwards, where they are not those of the text without the gone."""
    title: str = ""


NEW = "Requests a report at its next session;"
ALL = "PP1 PP2 PP3 OP1 OP2 OP3 OP4 OP4(a) OP4(b) OP4(c) OP5 OP6 OP7 OP8"


def after(anchor: str, *labels: str) -> str:
    """All labels with new ones behind another."""
    return (
        ALL.replace(f"{anchor} ", f"{anchor} {' '.join(labels)} ")
        if anchor != "OP8"
        else f"{ALL} {' '.join(labels)}"
    )


OP1 = "Decides to establish a register of safe wells;"
OP1_AT_END = "Decides to establish a register of wells, and to publish it;"
OP3 = "Requests the Secretary-General to assist States upon request;"
RENUMBERED = "PP1 PP2 PP3 OP1 OP2 OP3 OP4 OP4(a) OP4(b) OP4(c) OP5 OP6 OP7"

CASES = (
    # --- words replaced: quotes of every style, targets named in every way
    Case("curly quotes", "In OP1, replace “wells” by “safe wells”.", "a", {"OP1": OP1}),
    Case("straight quotes", 'In OP 1, replace "wells" with "safe wells"', "a", {"OP1": OP1}),
    Case("single quotes", "In operative paragraph 1, replace ‘wells’ by ‘safe wells’;", "a", {"OP1": OP1}),
    Case("straight single quotes", "In paragraph 1, replace the word 'wells' with the words 'safe wells'.", "a", {"OP1": OP1}),
    Case("guillemets", "In op. para. 1 replace « wells » by « safe wells »", "a", {"OP1": OP1}),
    Case("German quotes", "In OP1, replace „wells“ by „safe wells“.", "a", {"OP1": OP1}),
    Case("ordinal operative", "In the first operative paragraph, the word “wells” should be replaced by “safe wells”.", "a", {"OP1": OP1}),
    Case("without quotes", "In OP1, replace wells by safe wells", "a", {"OP1": OP1}),
    Case("paragraph of the operative part", "Replace “wells” with “safe wells” in paragraph 1 of the operative part.", "a", {"OP1": OP1}),
    Case("substitute for", "In operative paragraph 1, substitute “safe wells” for “wells”.", "a", {"OP1": OP1}),
    Case("substitute by", "In operative paragraph 1, substitute “wells” by “safe wells”.", "a", {"OP1": OP1}),
    Case("change to", "OP1: change “wells” to “safe wells”", "a", {"OP1": OP1}),
    Case("who proposes", "EU: in OP1, replace “wells” by “safe wells”.", "a", {"OP1": OP1}),
    Case("preambular by ordinal", "In the second preambular paragraph, delete “with concern”.", "a",
         {"PP2": "Noting the state of many wells, and the state of many pumps,"}),
    Case("preambular by number", "In preambular paragraph 1, replace “on” by “concerning”.", "a",
         {"PP1": "Recalling its resolution concerning village wells,"}),
    Case("paragraph of the preamble", "In the third paragraph of the preamble, replace “belongs to” by “is owned by”.", "a",
         {"PP3": "Convinced that water, as a common good, is owned by all,"}),
    Case("last preambular", "In the last preambular paragraph, replace “all” by “everyone”.", "a",
         {"PP3": "Convinced that water, as a common good, belongs to everyone,"}),
    Case("sub-paragraph", "In paragraph 4 (b), delete the words “, in particular of droughts”.", "a", {"OP4(b)": "To share their experience;"}),
    Case("sub-paragraph of", "In subparagraph (b) of operative paragraph 4, replace “their” by “its”.", "a",
         {"OP4(b)": "To share its experience, in particular of droughts;"}),
    Case("glued letter", "In OP4c, replace “near” by “around”", "a", {"OP4(c)": "To plant trees around wells;"}),
    Case("chapeau", "In the chapeau of paragraph 4, replace “Invites” by “Urges”.", "a", {"OP4": "Urges Member States:"}),
    Case("words of a sub-paragraph under its paragraph", "In OP4, replace “trees” by “shrubs”.", "a", {"OP4(c)": "To plant shrubs near wells;"}),
    Case("title", "In the title, replace “villages” by “towns”.", "a", title="Safe wells for all towns"),
    Case("delete and replace it", "In OP1, delete the word “wells” and replace it with “safe wells”.", "a", {"OP1": OP1}),
    Case("delete a paragraph and replace it", f"Delete OP7 and replace it with the following: “{NEW}”", "a", {"OP7": NEW}),
    Case("add after", "In OP1, add after “register”: “and a map”.", "a", {"OP1": "Decides to establish a register and a map of wells;"}),
    Case("all references are not all words", "Delete all references to “wells” throughout the text.", "u"),
    # --- words that stand twice
    Case("twice is ambiguous", "In OP2, replace “Member States” by “all States”.", "m"),
    Case("throughout", "In OP2, replace “Member States” by “all States” throughout.", "a",
         {"OP2": "Urges all States to inspect their wells, and urges all States to report;"}),
    Case("the second occurrence", "In OP2, replace the second occurrence of “Member States” by “all States”.", "a",
         {"OP2": "Urges Member States to inspect their wells, and urges all States to report;"}),
    Case("the first before its quotation", "In OP2, replace the first “Member States” with “all States”.", "a",
         {"OP2": "Urges all States to inspect their wells, and urges Member States to report;"}),
    Case("where it first occurs", "In PP2, delete “the state of” where it first occurs.", "a",
         {"PP2": "Noting with concern many wells, and the state of many pumps,"}),
    Case("a third that is not there", "In OP2, replace the third occurrence of “Member States” by “all States”.", "n"),
    Case("both", "In OP2, replace both occurrences of “Member States” by “all States”.", "a",
         {"OP2": "Urges all States to inspect their wells, and urges all States to report;"}),
    Case("throughout the text", "Replace “Member States” by “all States” throughout the text.", "a",
         {"OP2": "Urges all States to inspect their wells, and urges all States to report;", "OP4": "Invites all States:"}),
    Case("other capitals are other words", "In OP5, replace “shall” by “may”.", "a",
         {"OP5": "Shall consider a voluntary fund, which may be small;"}),
    Case("a part of a word is no word", "In OP3, delete “quest”.", "n"),
    Case("words of another paragraph", "In OP7, replace “wells” by “pumps”.", "n"),
    # --- words deleted and inserted
    Case("delete with commas", "In OP3, delete “, as appropriate,”.", "a", {"OP3": OP3}),
    Case("several words deleted", "In OP3, delete “, as appropriate,” and “upon request”.", "a",
         {"OP3": "Requests the Secretary-General to assist States;"}),
    Case("after the words", "In OP1, after the word “register”, insert “and a map”.", "a", {"OP1": "Decides to establish a register and a map of wells;"}),
    Case("insert after", "In OP1, insert the words “and a map” after “register”.", "a", {"OP1": "Decides to establish a register and a map of wells;"}),
    Case("insert before", "In OP1, add “public” before “register”.", "a", {"OP1": "Decides to establish a public... register of wells;".replace("... ", " ")}),
    Case("insert between", "In OP1, between “register” and “of wells” insert “and a map”.", "a", {"OP1": "Decides to establish a register and a map of wells;"}),
    Case("insert after words that stand twice", "In OP2, after “Member States”, insert “and others”.", "m"),
    Case("at the end, before its mark", "At the end of operative paragraph 1, add “, and to publish it”.", "a", {"OP1": OP1_AT_END}),
    Case("at the end with a mark of its own", "At the end of operative paragraph 1, add the words “, and to publish it;”", "a", {"OP1": OP1_AT_END}),
    Case("add to the end", "Add “, and to publish it” at the end of OP1", "a", {"OP1": OP1_AT_END}),
    Case("the end of what has sub-paragraphs", "At the end of OP4, add “, and to publish it”.", "m"),
    Case("at the beginning", "At the beginning of OP7, insert “Also”.", "a", {"OP7": "Also Encourages regional meetings;"}),
    Case("a place that is not said", "In OP1, insert “public”.", "u"),
    Case("printed lines", "In OP1, first line, replace “wells” by “safe wells”.", "a", {"OP1": OP1}),
    Case("a title inside the words", "In OP6, replace “the “Clean Wells” fund” by “the fund”.", "a", {"OP6": "Calls upon donors to contribute to the fund;"}),
    # --- whole paragraphs
    Case("delete", "Delete operative paragraph 7.", "a", {"OP7": None}),
    Case("delete several", "Delete OP6 and OP7", "a", {"OP6": None, "OP7": None}),
    Case("delete a range", "Delete operative paragraphs 5 to 7.", "a", {"OP5": None, "OP6": None, "OP7": None}),
    Case("delete with what is below", "Delete paragraph 4.", "a", {"OP4": None, "OP4(a)": None, "OP4(b)": None, "OP4(c)": None}),
    Case("delete, the target first", "OP7: delete", "a", {"OP7": None}),
    Case("delete what is not there", "Delete OP12.", "n"),
    Case("delete and renumber", "Delete OP7 and renumber the subsequent paragraphs accordingly.", "aa",
         {"OP7": "Decides to remain seized of the matter.", "OP8": None}, RENUMBERED),
    Case("reletter", "Delete OP4 (a). Renumber accordingly.", "aa",
         {"OP4(a)": "To share their experience, in particular of droughts;", "OP4(b)": "To plant trees near wells;", "OP4(c)": None}),
    Case("insert bis", f"Insert a new OP5 bis after OP5 reading: “{NEW}”", "a", {"OP5 bis": NEW}, after("OP5", "OP5 bis")),
    Case("insert after, no label", f"After operative paragraph 5, insert a new paragraph reading as follows:\n“{NEW}”", "a", {"OP5 bis": NEW}, after("OP5", "OP5 bis")),
    Case("insert preambular", "Insert a new preambular paragraph after the second preambular paragraph, to read: “Alarmed by drought,”", "a",
         {"PP2 bis": "Alarmed by drought,"}, after("PP2", "PP2 bis")),
    Case("insert by label alone", f"Insert new OP5 ter: “{NEW}”", "a", {"OP5 ter": NEW}, after("OP5", "OP5 ter")),
    Case("without quotation marks", f"Insert a new OP5 bis after OP5 reading: {NEW}", "a", {"OP5 bis": NEW}, after("OP5", "OP5 bis")),
    Case("where the new text ends is not said", f"Insert a new OP5 bis after OP5 reading: {NEW} delete OP7", "u"),
    Case("a new paragraph beside a new one", f"Insert OP5 bis after OP5: “{NEW}”\nInsert a new OP5 ter after OP5 bis reading: “Thanks donors;”", "aa",
         {"OP5 bis": NEW, "OP5 ter": "Thanks donors;"}, after("OP5", "OP5 bis", "OP5 ter")),
    Case("a number that is taken", f"Add a new operative paragraph 5 reading “{NEW}”.", "m"),
    Case("a number that is taken, and renumbering", f"Add a new operative paragraph 5 reading “{NEW}”, and renumber the remaining paragraphs accordingly.", "aa",
         {"OP5": NEW, "OP6": "Shall consider a voluntary fund, which shall be small;", "OP7": "Calls upon donors to contribute to the “Clean Wells” fund;",
          "OP8": "Encourages regional meetings;", "OP9": "Decides to remain seized of the matter."}, f"{ALL} OP9"),
    Case("label and place that do not agree", f"Insert a new OP5 bis after OP6 reading “{NEW}”.", "m"),
    Case("no place", f"Insert a new operative paragraph reading “{NEW}”.", "m"),
    Case("between two", "Between the second and third preambular paragraphs, insert a new paragraph: “Alarmed by drought,”", "a",
         {"PP2 bis": "Alarmed by drought,"}, after("PP2", "PP2 bis")),
    Case("a new sub-paragraph", "In paragraph 4, insert a new subparagraph (d) reading: “To rest.”", "a", {"OP4(d)": "To rest."}, after("OP4(c)", "OP4(d)")),
    Case("replace a paragraph", f"Replace operative paragraph 7 with the following:\n“7. {NEW}”", "a", {"OP7": NEW}),
    Case("should read", f"Operative paragraph 7 should read as follows: “{NEW}”", "a", {"OP7": NEW}),
    Case("amend to read", f"Amend OP7 to read: “{NEW}”", "a", {"OP7": NEW}),
    Case("replace what has sub-paragraphs by a chapeau", "Replace OP4 by the following: “Urges all States:”", "m"),
    Case("replace the chapeau", "Replace the chapeau of OP4 by the following: “Urges all States:”", "a", {"OP4": "Urges all States:"}),
    Case("another number in the new text", f"Replace OP7 by the following: “6. {NEW}”", "m"),
    Case("with new sub-paragraphs", "Replace OP4 by the following:\n“4. Urges States:\n“(a) To dig;\n“(b) To rest;”", "a",
         {"OP4": "Urges States:", "OP4(a)": "To dig;", "OP4(b)": "To rest;", "OP4(c)": None}),
    Case("move", "Move OP7 before OP1.", "a", {}, "PP1 PP2 PP3 OP7 OP1 OP2 OP3 OP4 OP4(a) OP4(b) OP4(c) OP5 OP6 OP8"),
    Case("move to the end", "Move OP1 to the end of the operative part.", "a", {}, "PP1 PP2 PP3 OP2 OP3 OP4 OP4(a) OP4(b) OP4(c) OP5 OP6 OP7 OP8 OP1"),
    Case("move to another kind", "Move OP7 after PP3.", "m"),
    Case("move to a number", "Move OP7 to OP2.", "u"),
    # --- several on a line, and lists
    Case("of the issue", f"In OP1, replace “wells” by “safe wells”; delete OP7; insert a new OP5 bis after OP5 reading: “{NEW}”", "aaa",
         {"OP1": OP1, "OP7": None, "OP5 bis": NEW}, after("OP5", "OP5 bis").replace("OP7 ", "")),
    Case("the paragraph named above", "Operative paragraph 1\n(a) Replace “wells” by “safe wells”;\n(b) Delete “Decides”.", "aa",
         {"OP1": "to establish a register of safe wells;"}),
    Case("the paragraph of the item before", "1. In OP1, replace “wells” by “safe wells”.\n2. Delete “Decides”.", "au", {"OP1": OP1}),
    Case("and in another", "In OP1, replace “wells” by “safe wells” and in OP7 delete “regional”.", "aa", {"OP1": OP1, "OP7": "Encourages meetings;"}),
    # --- rivals
    Case("two wordings for the same words", "In OP1, replace “wells” by “safe wells”.\nIn OP1, replace “wells” by “pumps”.", "cc"),
    Case("an edit of what another deletes", "Delete OP7.\nIn OP7, delete “regional”.", "cc"),
    Case("words to stand after words that go", "In OP1, delete “of wells”.\nIn OP1, after “wells”, insert “and pumps”.", "cc"),
    Case("the same twice is no conflict", "Delete OP7.\nDelete operative paragraph 7.", "aa", {"OP7": None}),
    Case("edits side by side", "In OP1, replace “register” by “list”.\nIn OP1, replace “wells” by “safe wells”.", "aa", {"OP1": "Decides to establish a list of safe wells;"}),
    Case("two new paragraphs at one place", f"After OP5, insert a new paragraph: “{NEW}”\nAfter OP5, insert a new paragraph: “Thanks donors;”", "cc"),
    Case("words beside a deleted paragraph", f"Delete OP7.\nAfter OP7, insert a new OP7 bis reading “{NEW}”", "aa", {"OP7": None, "OP7 bis": NEW},
         after("OP7", "OP7 bis").replace("OP7 OP7 bis", "OP7 bis")),
    # --- traps
    Case("a prohibition", "Do not delete OP7.", "u"),
    Case("a condition", "If OP6 is adopted, delete OP7.", "u"),
    Case("words nobody knows", "In OP1, kindly reconsider replacing “wells” by “safe wells” in due course.", "u"),
    Case("merge", "Merge OP6 and OP7.", "u"),
    Case("from another text", "In OP1 of resolution 71/1, replace “wells” by “safe wells”.", "u"),
    Case("replace for", "In OP1, replace “wells” for “safe wells”.", "u"),
    Case("a mark of the sentence inside the quotes", "In OP1, replace “wells,” with “safe wells.”", "n"),
    Case("an apostrophe is no quotation", "In OP2, replace 'Member States' wells' by 'wells'.", "u"),
    # --- French
    Case("fr replace", "Au paragraphe 1 du dispositif, remplacer « wells » par « safe wells ».", "a", {"OP1": OP1}),
    Case("fr replaced", "Au premier alinéa du préambule, les mots « its resolution » sont remplacés par « its decision ».", "a", {"PP1": "Recalling its decision on village wells,"}),
    Case("fr delete words", "Au paragraphe 3, supprimer le membre de phrase « , as appropriate, ».", "a", {"OP3": OP3}),
    Case("fr delete", "Supprimer le paragraphe 7 du dispositif.", "a", {"OP7": None}),
    Case("fr after the words", "Au paragraphe 1, après le mot « register », insérer les mots « and a map ».", "a", {"OP1": "Decides to establish a register and a map of wells;"}),
    Case("fr end", "À la fin du paragraphe 1, ajouter « , and to publish it ».", "a", {"OP1": OP1_AT_END}),
    Case("fr insert", f"Après le paragraphe 5, insérer un nouveau paragraphe ainsi libellé : « {NEW} »", "a", {"OP5 bis": NEW}, after("OP5", "OP5 bis")),
    Case("fr should read", f"Le paragraphe 7 doit se lire comme suit : « {NEW} »", "a", {"OP7": NEW}),
    Case("fr sub-paragraph", "À l’alinéa b) du paragraphe 4, remplacer « their » par « its ».", "a", {"OP4(b)": "To share its experience, in particular of droughts;"}),
    Case("fr move", "Déplacer le paragraphe 7 avant le paragraphe 1 du dispositif.", "a", {}, "PP1 PP2 PP3 OP7 OP1 OP2 OP3 OP4 OP4(a) OP4(b) OP4(c) OP5 OP6 OP8"),
    Case("fr renumber", "Supprimer le paragraphe 7 et renuméroter les paragraphes suivants en conséquence.", "aa",
         {"OP7": "Decides to remain seized of the matter.", "OP8": None}, RENUMBERED),
    Case("fr kind not said", "Au troisième paragraphe, supprimer « water ».", "m"),
    # --- Spanish
    Case("es replace", "En el párrafo 1 de la parte dispositiva, sustitúyase «wells» por «safe wells».", "a", {"OP1": OP1}),
    Case("es replaced", "En el párrafo 1, reemplácese la palabra “wells” por “safe wells”", "a", {"OP1": OP1}),
    Case("es preamble", "En el primer párrafo del preámbulo, suprímanse las palabras «on village wells».", "a", {"PP1": "Recalling its resolution,"}),
    Case("es delete", "Suprímase el párrafo 7.", "a", {"OP7": None}),
    Case("es after the words", "En el párrafo 1, después de la palabra «register», insértese «and a map».", "a", {"OP1": "Decides to establish a register and a map of wells;"}),
    Case("es end", "Al final del párrafo 1, añádase «, and to publish it».", "a", {"OP1": OP1_AT_END}),
    Case("es insert", f"Insértese un nuevo párrafo después del párrafo 5 que diga lo siguiente: «{NEW}»", "a", {"OP5 bis": NEW}, after("OP5", "OP5 bis")),
    Case("es sub-paragraph", "En el apartado b) del párrafo 4, sustitúyase «their» por «its».", "a", {"OP4(b)": "To share its experience, in particular of droughts;"}),
    Case("es move", "Trasládese el párrafo 7 antes del párrafo 1.", "a", {}, "PP1 PP2 PP3 OP7 OP1 OP2 OP3 OP4 OP4(a) OP4(b) OP4(c) OP5 OP6 OP8"),
    Case("es renumber", "Suprímase el párrafo 7 y renumérense los párrafos siguientes en consecuencia.", "aa",
         {"OP7": "Decides to remain seized of the matter.", "OP8": None}, RENUMBERED),
)  # fmt: skip
