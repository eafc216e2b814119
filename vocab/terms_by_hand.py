"""Terms no list gives us, and names people write that no list has. Our own wording; labels in four languages."""

from dataclasses import dataclass, field

COAR = "http://purl.org/coar/resource_type/"
DCMI = "http://purl.org/dc/dcmitype/"
EU = "http://publications.europa.eu/resource/authority/resource-type/"
CC = "https://creativecommons.org/"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept: id, labels by language, other English names, links out; `schema_type` is the schema.org class."""

    id: str
    labels: dict[str, str]
    alternatives: tuple[str, ...] = ()
    schema_type: str = ""
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    broader: str = ""
    members: tuple[str, ...] = field(default=())


def _t(
    term_id: str,
    en: str,
    fr: str,
    es: str,
    de: str,
    *other: str,
    cls: str = "",
    eu: str = "",
    coar: str = "",
    dcmi: str = "",
    broader: str = "",
) -> Term:
    exact = tuple(f"{base}{code}" for base, code in ((EU, eu), (COAR, coar)) if code)
    close = (f"{DCMI}{dcmi}",) if dcmi else ()
    return Term(term_id, {"en": en, "fr": fr, "es": es, "de": de}, other, cls, exact, close, broader)


TYPES = (
    _t("text", "Text", "Texte", "Texto", "Text", coar="c_18cf", dcmi="Text"),
    _t("report", "Report", "Rapport", "Informe", "Bericht", "Study", "Research report", cls="Report", eu="REPORT", coar="c_93fc", broader="text"),
    _t("annual-report", "Annual report", "Rapport annuel", "Informe anual", "Jahresbericht", cls="Report", broader="report"),
    _t("conference-report", "Conference report", "Rapport de conférence", "Informe de conferencia", "Konferenzbericht", cls="Report", broader="report"),
    _t("guidance", "Guidance", "Orientations", "Orientaciones", "Leitfaden", "Guidance note", "Guidelines", "Guide", cls="Report", eu="GUIDELINE", broader="text"),
    _t("handbook", "Handbook", "Manuel", "Manual", "Handbuch", "Manual", "Toolkit", cls="Report", broader="text"),
    _t("strategy", "Strategy", "Stratégie", "Estrategia", "Strategie", "Action plan", cls="Report", broader="text"),
    _t("policy-brief", "Policy brief", "Note de politique", "Informe de políticas", "Kurzdossier", "Brief", cls="Report", broader="text"),
    _t("training-material", "Training material", "Matériel de formation", "Material de capacitación", "Schulungsmaterial", "Training", cls="LearningResource", coar="c_e059", broader="text"),
    _t("article", "Article", "Article", "Artículo", "Artikel", "Journal article", "Paper", cls="ScholarlyArticle", coar="c_6501", broader="text"),
    _t("working-paper", "Working paper", "Document de travail", "Documento de trabajo", "Arbeitspapier", "Discussion paper", cls="Report", coar="c_8042", broader="text"),
    _t("book", "Book", "Livre", "Libro", "Buch", "Monograph", cls="Book", coar="c_2f33", broader="text"),
    _t("book-chapter", "Book chapter", "Chapitre de livre", "Capítulo de libro", "Buchkapitel", "Chapter", cls="Chapter", broader="text"),
    _t("thesis", "Thesis", "Thèse", "Tesis", "Abschlussarbeit", "Dissertation", cls="Thesis", coar="c_46ec", broader="text"),
    _t("legislation", "Legislation", "Législation", "Legislación", "Rechtsvorschrift", "Law", "Act", cls="Legislation", broader="text"),
    _t("periodical", "Periodical", "Périodique", "Publicación periódica", "Zeitschrift", "Journal", "Magazine", cls="Periodical", coar="c_2659", broader="text"),
    _t("newsletter", "Newsletter", "Bulletin", "Boletín", "Rundbrief", broader="text"),
    _t("fact-sheet", "Fact sheet", "Fiche d’information", "Hoja informativa", "Merkblatt", "Factsheet", broader="text"),
    _t("manuscript", "Manuscript", "Manuscrit", "Manuscrito", "Handschrift", "Manuscripts", cls="Manuscript", coar="c_0040", broader="text"),
    _t("notated-music", "Notated music", "Musique notée", "Música notada", "Noten", "Sheet music", cls="SheetMusic", coar="c_18cw"),
    _t("website", "Website", "Site web", "Sitio web", "Website", "Web page", cls="WebSite", coar="c_7ad9"),
    _t("dataset", "Dataset", "Jeu de données", "Conjunto de datos", "Datensatz", "Data set", coar="c_ddb1", dcmi="Dataset"),
    _t("map", "Map", "Carte", "Mapa", "Karte", "Cartographic", "Maps", cls="Map", coar="c_12cc"),
    _t("image", "Image", "Image", "Imagen", "Bild", coar="c_c513", dcmi="Image"),
    _t("still-image", "Still image", "Image fixe", "Imagen fija", "Standbild", "Photograph", "Poster", coar="c_ecc8", dcmi="StillImage", broader="image"),
    _t("moving-image", "Moving image", "Image animée", "Imagen en movimiento", "Bewegtbild", "Video", "Film", coar="c_8a7e", dcmi="MovingImage", broader="image"),
    _t("sound", "Sound", "Son", "Sonido", "Ton", "Audio", "Sound recording", coar="c_18cc", dcmi="Sound"),
    _t("artwork", "Artwork", "Œuvre d’art", "Obra de arte", "Kunstwerk", "Work of art", cls="VisualArtwork"),
    _t("painting", "Painting", "Peinture", "Pintura", "Gemälde", cls="Painting", broader="artwork"),
    _t("drawing", "Drawing", "Dessin", "Dibujo", "Zeichnung", cls="Drawing", broader="artwork"),
    _t("sculpture", "Sculpture", "Sculpture", "Escultura", "Skulptur", cls="Sculpture", broader="artwork"),
    _t("print", "Print", "Estampe", "Grabado", "Druckgrafik", "On paper, print", cls="VisualArtwork", broader="artwork"),
    _t("three-dimensional-object", "Three-dimensional object", "Objet en trois dimensions", "Objeto tridimensional", "Dreidimensionales Objekt", dcmi="PhysicalObject"),
    _t("collection", "Collection", "Collection", "Colección", "Sammlung", cls="Collection", dcmi="Collection"),
)  # fmt: skip

CATEGORIES = (
    _t("capacity-building", "Capacity building", "Renforcement des capacités", "Desarrollo de capacidades", "Kapazitätsaufbau", "Training and capacity building"),
    _t("counter-trafficking", "Counter-trafficking", "Lutte contre la traite", "Lucha contra la trata", "Bekämpfung des Menschenhandels", "Anti-trafficking", "Human trafficking"),
    _t("child-protection", "Child protection", "Protection de l’enfance", "Protección de la infancia", "Kinderschutz"),
    _t("data-and-research", "Data and research", "Données et recherche", "Datos e investigación", "Daten und Forschung", "Research", "Data"),
    _t("technology", "Technology", "Technologie", "Tecnología", "Technologie", "Innovation"),
    _t("law-and-policy", "Law and policy", "Droit et politiques", "Derecho y políticas", "Recht und Politik", "Policy"),
    _t("victim-assistance", "Assistance to victims", "Assistance aux victimes", "Asistencia a las víctimas", "Opferhilfe", "Victim protection"),
    _t("forced-labour", "Forced labour", "Travail forcé", "Trabajo forzoso", "Zwangsarbeit", "Forced labor", "Modern slavery"),
    _t("child-labour", "Child labour", "Travail des enfants", "Trabajo infantil", "Kinderarbeit", "Child labor"),
    _t("humanitarian-response", "Humanitarian response", "Réponse humanitaire", "Respuesta humanitaria", "Humanitäre Hilfe"),
)  # fmt: skip

AUDIENCES = (
    _t("policy-makers", "Policy makers", "Décideurs", "Responsables políticos", "Politische Entscheidungsträger", "Policymakers", "Governments"),
    _t("practitioners", "Practitioners", "Praticiens", "Profesionales", "Fachkräfte", "Case workers", "Service providers"),
    _t("law-enforcement", "Law enforcement", "Forces de l’ordre", "Fuerzas del orden", "Strafverfolgung", "Police"),
    _t("researchers", "Researchers", "Chercheurs", "Investigadores", "Forschende", "Academics"),
    _t("general-public", "General public", "Grand public", "Público en general", "Öffentlichkeit", "Public"),
    _t("private-sector", "Private sector", "Secteur privé", "Sector privado", "Privatwirtschaft", "Business"),
    _t("civil-society", "Civil society", "Société civile", "Sociedad civil", "Zivilgesellschaft", "NGOs"),
)  # fmt: skip


def _cc(code: str, name: str, path: str, *other: str) -> Term:
    return Term(code, {"en": name}, other, exact=(f"{CC}{path}",))


LICENCES = (
    _cc("cc0-1.0", "CC0 1.0", "publicdomain/zero/1.0/", "CC0", "CC Zero", "Public Domain Dedication"),
    _cc("pdm-1.0", "Public Domain Mark 1.0", "publicdomain/mark/1.0/", "Public domain"),
    *(
        _cc(f"cc-{code}-{version}", f"CC {code.upper()} {version}", f"licenses/{code}/{version}/", f"CC-{code.upper()}-{version}",
            *((f"CC {code.upper()} {version} International",) if version == "4.0" else (f"CC {code.upper()} {version} Unported",)))
        for code in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd") for version in ("3.0", "4.0")
    ),
    _cc("cc-by-3.0-igo", "CC BY 3.0 IGO", "licenses/by/3.0/igo/"),
    _cc("cc-by-nc-sa-3.0-igo", "CC BY-NC-SA 3.0 IGO", "licenses/by-nc-sa/3.0/igo/"),
    _cc("cc-by-nc-nd-3.0-igo", "CC BY-NC-ND 3.0 IGO", "licenses/by-nc-nd/3.0/igo/"),
)  # fmt: skip

MEMBERSHIPS = (
    Term(
        "european-economic-area",
        {"en": "European Economic Area", "fr": "Espace économique européen", "es": "Espacio Económico Europeo", "ar": "المنطقة الاقتصادية الأوروبية", "ru": "Европейская экономическая зона", "zh": "欧洲经济区", "de": "Europäischer Wirtschaftsraum"},
        ("EEA",),
        members=("IS", "LI", "NO"),
    ),
    Term(
        "european-union",
        {"en": "European Union", "fr": "Union européenne", "es": "Unión Europea", "ar": "الاتحاد الأوروبي", "ru": "Европейский союз", "zh": "欧洲联盟", "de": "Europäische Union"},
        ("EU",),
    ),
)  # fmt: skip

WORLD = (
    ("World", "en"), ("Global", "en"), ("The world", "en"), ("International", "en"), ("Mondial", "fr"), ("Monde entier", "fr"),
    ("Mundial", "es"), ("Todo el mundo", "es"), ("Weltweit", "de"), ("Во всём мире", "ru"), ("全球", "zh"), ("عالمي", "ar"),
)  # fmt: skip

FORMER_NAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "BO": (("Bolivia", "en"),), "BY": (("Byelorussia", "en"),), "CD": (("DRC", "en"), ("DR Congo", "en"), ("Zaire", "en"), ("RDC", "fr"), ("Democratic Republic of Congo", "en"), ("Democratic Republic of the Congo", "en"), ("República Democrática del Congo", "es")),
    "CG": (("Congo-Brazzaville", "en"), ("Republic of Congo", "en"), ("Republic of the Congo", "en")), "CI": (("Ivory Coast", "en"), ("Côte d'Ivoire", "en")),
    "CV": (("Cape Verde", "en"),), "CZ": (("Czech Republic", "en"),), "SK": (("Slovak Republic", "en"),), "GB": (("UK", "en"), ("Great Britain", "en"), ("Britain", "en")),
    "IR": (("Iran", "en"), ("Persia", "en")), "KP": (("North Korea", "en"), ("DPRK", "en"), ("Democratic People's Republic of Korea", "en")), "KR": (("South Korea", "en"), ("Republic of Korea", "en")), "LA": (("Laos", "en"),),
    "LK": (("Ceylon", "en"),), "MK": (("Macedonia", "en"), ("FYROM", "en"), ("The former Yugoslav Republic of Macedonia", "en")), "MM": (("Burma", "en"),),
    "MD": (("Moldova", "en"),), "NL": (("Holland", "en"), ("The Netherlands", "en")), "PS": (("Palestine", "en"), ("State of Palestine", "en"), ("Occupied Palestinian Territory", "en")), "RU": (("Russia", "en"), ("Russian Federation", "en")),
    "SY": (("Syria", "en"),), "SZ": (("Swaziland", "en"),), "TH": (("Siam", "en"),), "TL": (("East Timor", "en"),), "TR": (("Turkey", "en"),),
    "TZ": (("Tanzania", "en"),), "US": (("USA", "en"), ("United States of America", "en"), ("America", "en")), "VA": (("Holy See", "en"), ("Vatican", "en")),
    "VE": (("Venezuela", "en"),), "VN": (("Vietnam", "en"), ("Viet Nam", "en")), "AE": (("UAE", "en"),), "BF": (("Upper Volta", "en"),),
    "BJ": (("Dahomey", "en"),), "ZW": (("Rhodesia", "en"),), "TW": (("Taiwan", "en"), ("Formosa", "en")), "XK": (("Kosovo*", "en"),), "BN": (("Brunei", "en"),),
}  # fmt: skip

HIDDEN = {
    "Congo": ("CD", "CG"), "Kongo": ("CD", "CG"), "Конго": ("CD", "CG"), "الكونغو": ("CD", "CG"), "刚果": ("CD", "CG"),
    "Korea": ("KP", "KR"), "Corée": ("KP", "KR"), "Corea": ("KP", "KR"), "Корея": ("KP", "KR"), "كوريا": ("KP", "KR"),
    "Virgin Islands": ("VG", "VI"), "Saint Martin": ("MF", "SX"), "Samoa": ("WS",), "Timor": ("TL",),
}  # fmt: skip
"""Names that fit two places: they stand at both, so that neither is guessed."""
