"""German, French, Spanish and Portuguese words for `languages`: what each says in English."""

from __future__ import annotations

LANGUAGES = ("de", "fr", "es", "pt")


def _all(english: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), english)


#: Words that are not English and mean the same in each of the languages that have them.
CLEAR: dict[str, str] = {
    **_all("=", "ergibt ergeben égale égalent equivale equivalem"),
    **_all("is", "ist beträgt betraegt lautet vaut est vale é"),
    **_all("there are", "há"),
    **_all("maps", "karten mapas cartes"),
    **_all("are", "sind betragen sont valent valen valem são"),
    **_all("so", "daher somit folglich deshalb demnach donc entonces portanto então"),
    **_all("because", "denn weil puisque porque pois pues"),
    **_all("because of", "wegen aufgrund"),
    **_all("for", "für fuer pour para"),
    **_all("with", "mit avec"),
    **_all("where", "wobei où donde"),
    **_all("and", "und"),
    **_all("plus", "dazu hinzu"),
    **_all("or", "oder ou bzw beziehungsweise"),
    **_all("not", "nicht não nao jamais nunca keinesfalls keineswegs"),
    **_all("no", "kein keine keinen keiner keinem aucun aucune ninguna ninguno ningún nenhum nenhuma"),
    **_all("without", "ohne sans sem"),
    **_all("neither", "weder"),
    **_all("nor", "nem ni"),
    **_all("less", "weniger"),
    **_all("more", "mehr"),
    **_all("smaller", "kleiner geringer niedriger menor menores"),
    **_all("greater", "größer groesser grösser mayor mayores maior maiores"),
    **_all("least", "mindestens wenigstens"),
    **_all("most", "höchstens hoechstens"),
    **_all("nearly", "beinahe nahezu presque casi quase"),
    **_all("except", "außer ausser ausgenommen sauf excepté salvo excepto exceto"),
    **_all("but", "aber jedoch sondern pero sino porém mas obwohl aunque embora cependant pourtant"),
    **_all("wrong", "falsch faux fausse falso falsa incorrecto incorrecta errado errada incorreto incorreta"),
    **_all("instead", "statt anstatt stattdessen"),
    **_all("otherwise", "sonst andernfalls sinon"),
    **_all("if", "wenn sofern"),
    **_all("when", "lorsque lorsqu quand cuando quando"),
    **_all("odd", "ungerade ungerades impair impaire impar impares ímpar"),
    **_all("altogether", "insgesamt gesamt"),
    **_all("also", "zusätzlich además também ebenfalls"),
    **_all("between", "zwischen entre"),
    **_all("inverse", "kehrwert inverso"),
    **_all("negative", "négatif négative negativo negativa"),
    **_all("halved", "halbiert"),
    **_all("doubled", "verdoppelt doublé duplicado"),
    **_all("tripled", "verdreifacht triplé dreifach dreifache"),
    **_all("quadrupled", "vierfach vierfache verdreifachte vervierfacht"),
    **_all("rounded up", "aufgerundet"),
    **_all("rounded down", "abgerundet"),
    **_all("rounded", "gerundet arrondi arrondie redondeado redondeada arredondado arredondada"),
    **_all("exponent", "exponente expoente exposant"),
    **_all("together with", "zusammen samt"),
    **_all("plus", "zuzüglich"),
    **_all("minus", "abzüglich"),
    **_all("^", "hoch puissance"),
    **_all("choose", "über ueber"),
    **_all("over", "sur"),
    **_all("twice", "doppelt zweimal doppelte doble dobro"),
    **_all("thrice", "dreimal"),
    **_all("factorial", "fakultät fakultaet factorielle factoriel fatorial"),
    **_all("half", "hälfte haelfte moitié mitad metade halb halbe"),
    **_all("third", "drittel tercio tercios terço terços"),
    **_all("quarter", "viertel cuarto cuartos"),
    **_all("hardly", "kaum"),
    **_all("too", "trop demasiado demasiada zuviel zuwenig"),
    **_all("divided", "dividiert geteilt divisé divisée divisés divisées dividido dividida divididos divididas"),
    **_all("multiplied", "multipliziert multiplié multipliée multiplicado multiplicada"),
    **_all("higher", "höher"),
    **_all("never", "rien nada nichts nulle nulles nul"),
    **_all("wrong", "unmöglich imposible impossível"),
    **_all("maybe", "vielleicht quizás quizá talvez eventuell"),
    **_all("excluding", "exclus exclue exklusive excluido excluído excluida excluída"),
    **_all("squared", "quadriert"),
    **_all("negated", "negiert invertiert"),
    **_all("power", "quadrat carré carre cuadrado quadrado"),
    **_all("reduced", "gekürzt diminué disminuido diminuído vermindert reduziert réduit reducido reduzido"),
    **_all("increased", "augmenté augmentée aumentado erhöht vermehrt"),
    **_all("two", "zwei dos deux dois duas"),
    **_all("three", "drei trois tres três"),
    **_all("four", "vier quatre cuatro quatro"),
    **_all("five", "fünf fuenf cinq cinco"),
    **_all("six", "sechs seis"),
    **_all("seven", "sieben siete sete"),
    **_all("eight", "acht huit ocho oito"),
    **_all("nine", "neun neuf nueve nove"),
    **_all("ten", "zehn dix diez"),
    **_all("eleven", "onze"),
    **_all("twelve", "zwölf douze doce doze"),
    **_all("twenty", "zwanzig vingt veinte vinte"),
    **_all("thirty", "trente treinta trinta"),
    **_all("forty", "quarante cuarenta quarenta"),
    **_all("fifty", "cinquante cincuenta cinquenta"),
    **_all("sixty", "soixante sesenta sessenta"),
    **_all("zero", "zéro cero"),
    **_all("one", "eins"),
    **_all("dozen", "dutzend douzaine docena dúzia"),
    **_all("hundred", "hundert cien ciento cem"),
    **_all("thousand", "tausend mille"),
    **_all("million", "millionen millón millones milhão milhões"),
    **_all("billion", "milliarde milliarden milliard milliards"),
    **_all("trillion", "billionen billón billones"),
}
#: Words that English or a formula has too; foreign only beside another word of their language.
SHORT: dict[str, dict[str, str]] = {
    "de": {
        "es": "it",
        "da": "because",
        "also": "so",
        "fast": "nearly",
        "elf": "eleven",
        "billion": "trillion",
        "null": "zero",
        "hat": "has",
        "maximal": "most",
    },
    "fr": {
        **{"car": "because", "pas": "not", "ainsi": "so", "alors": "so", "et": "and", "si": "if", "cent": "hundred"},
        **{"cents": "hundred", "sept": "seven", "billion": "trillion", "billions": "trillion", "on": "we"},
    },
    "es": {
        **{"es": "is", "son": "are", "sin": "without", "si": "if", "y": "and", "o": "or", "u": "or", "con": "with"},
        **{"no": "not", "once": "eleven", "mil": "thousand", "luego": "so"},
    },
    "pt": {"e": "and", "se": "if", "com": "with", "mil": "thousand", "onde": "where"},
}
SHORT["fr"] |= {"tiers": "third", "quart": "quarter", "quarts": "quarter", "demi": "half", "demie": "half"}
SHORT["pt"] |= {"assim": "so", "logo": "so"}
#: Words that tell a language.
MARKERS: dict[str, frozenset[str]] = {
    "de": frozenset(
        (
            "der das den dem des eine einen einer ist sind beträgt betragen anzahl denn weil für und oder nicht mal "
            "hoch wir ergibt lösung antwort jede jeder jedes jeden nur von mit kein keine ohne wurzel geteilt genau "
            "zwei drei vier fünf sechs sieben acht neun zehn gibt wird werden weder mehr weniger hälfte insgesamt wobei"
        ).split()
    ),
    "fr": frozenset(
        (
            "les un une chaque que nombre donc est sont réponse vaut obtient il faut avec pour sans parmi fois divisé "
            "racine moitié arêtes deux trois quatre cinq huit puisque parce pas le du dans nous qui soit où au ou aux"
        ).split()
    ),
    "es": frozenset(
        (
            "el los las una respuesta hay número entonces tiene cada del que porque ya resultado veces dividido mitad "
            "raíz cuadrado decir pues solución aristas obtiene cuatro siete ocho nueve diez suma doble producto tercios"
        ).split()
    ),
    "pt": frozenset(
        (
            "uma não são é resposta pois então há têm seja quadrado raiz metade dobro vezes nem sem temos "
            "portanto arestas ao aos pelo pela dois duas oito nove sete vértices há são produto soma dobro terços"
        ).split()
    ),
}
#: Words that multiply where a value stands behind them; elsewhere they count how often.
TIMES = frozenset("mal fois veces vezes".split())
#: Words that are signs between two values and say something else elsewhere: the language they need, the sign, the word.
OPERANDS: dict[str, tuple[str, str, str]] = {
    "moins": ("", "minus", "less"),
    "menos": ("", "minus", "less"),
    "más": ("", "plus", "more"),
    "mais": ("pt", "plus", "but"),
}
ARTICLES = frozenset("der die das la le el lo il un une una uno um uma ein eine les los las os as o a".split())
PREPOSITIONS = frozenset("en em im am zu zum zur au aux al à no na nos nas ao aos je pro par in".split())
#: Number words made of others, and words that mean two things in these languages.
UNREAD = (
    r"\w*(?:zwanzig|drei(?:ß|ss)ig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)|\w+(?:zehn|hundert|tausend)"
    r"|(?:quatorze|quinze|seize|catorce|quince|catorze|dezasseis|dezesseis|dieciséis|diecisiete|dieciocho|diecinueve)"
    r"|(?:veinti|dezes|dezoi|dezen|dezas|dezano|dezanov)\w+|(?:setenta|ochenta|oitenta|noventa|septante|octante|nonante)"
    r"|(?:dos|tres|tre|tresc|quin|seis|sete|ocho|oito|nove|nueve|duz|trez|quatro|cuatro)c?(?:cient|cent|ent|ient)[oa]s"
    r"|(?:vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend|viel|mehr)mal|milhares|millares|milliers|tausende|hunderte|centaines?|centenas?|decenas?|dezenas?|dizaines?"
    r"|bilh(?:ão|ões)|bili(?:ão|ões)|sobre|quintuple|quadruple|verfünffacht|fünffach|zehnfach|hundertfach"
)
_D = r"(?:de\s+la|de\s+l'|de|du|des|del|do|da|d')"
_V = r"(?:von|der|des|aus)"
#: Groups of words, the longer ones first, as regular expressions.
PHRASES: tuple[tuple[str, str], ...] = (
    (
        r"d\.\s?h\.|das\s+hei(?:ß|ss)t|c\.?-à-d\.?|c'est-à-dire|soit(?=\s+\d)|(?:es\s+decir|o\s+sea|ou\s+seja|isto\s+é)\s?,?",
        "=",
    ),
    (r"(?:est|sont|es|son|é|são|ist|sind)\s+(?:égale?s?\s+à|igual(?:es)?\s+a|iguais\s+a|gleich)", "="),
    (
        r"falls(?!\s+(?:off|as|like|with|to|by|from|in|short|linearly|quadratically|into|on|under)\b)",
        "if",
    ),  # not the verb
    (r"z\.\s?b\.|zum\s+beispiel|par\s+exemple|por\s+ejemplo|por\s+exemplo", "e.g."),
    (r"il\s+y\s+a(?:ura)?|es\s+gibt", "there are"),
    (r"(?:por\s+lo\s+tanto|por\s+tanto|por\s+conseguinte|par\s+conséquent)", "so"),
    (r"(?:parce\s+qu[e']|étant\s+donné\s+qu[e']|du\s+fait\s+qu[e']|vu\s+qu[e']|ya\s+que|puesto\s+que)", "because"),
    (
        r"(?:dado\s+que|já\s+que|uma\s+vez\s+que|visto\s+que|da\s+ja|da(?=\s+(?:jede|jeder|jedes|es|die|der|das)))",
        "because",
    ),
    (r"(?:au\s+moins|al\s+menos|por\s+lo\s+menos|pelo\s+menos|ao\s+menos|como\s+mínimo|no\s+mínimo)", "at least"),
    (r"(?:tout\s+)?au\s+plus|a\s+lo\s+sumo|a\s+lo\s+más|como\s+mucho|como\s+máximo|no\s+máximo", "at most"),
    (r"(?:a\s+menos\s+que|à\s+moins\s+que|a\s+não\s+ser)", "unless"),
    (r"(?:au\s+lieu|en\s+vez|en\s+lugar|em\s+vez)\s+d[eou]", "instead of"),
    (r"(?:weniger\s+als|menos\s+(?:que|de|do\s+que)|moins\s+(?:que|de))", "less than"),
    (r"(?:mehr\s+als|más\s+(?:que|de)|mais\s+(?:que|de|do\s+que)|plus\s+(?:que|de|grande?s?\s+que))", "more than"),
    (r"(?:supérieure?s?\s+à|(?:gr(?:ö|oe)(?:ß|ss)er|höher)\s+als|ma[yi]or\s+(?:que|do\s+que))", "greater than"),
    (r"(?:inférieure?s?\s+à|kleiner\s+als|menor\s+(?:que|do\s+que))", "smaller than"),
    (r"(?:en\s+tout|au\s+total|en\s+total|no\s+total|ao\s+todo)", "altogether"),
    (r"(?:cada\s+un[oa]|cada\s+uma?|jeweils)", "each"),
    (
        r"(?:redondead[oa]\s+hacia\s+arriba|arredondad[oa]\s+para\s+cima|arrondie?\s+(?:à\s+l'entier|au)\s+supérieur)",
        "rounded up",
    ),
    (
        r"(?:redondead[oa]\s+hacia\s+abajo|arredondad[oa]\s+para\s+baixo|arrondie?\s+(?:à\s+l'entier|au)\s+inférieur)",
        "rounded down",
    ),
    (
        r"(?:élevée?s?\s+)?au\s+carré|(?:elevad[oa]s?\s+)?al\s+cuadrado|(?:elevad[oa]s?\s+)?ao\s+quadrado|(?:zum|im)\s+quadrat",
        "squared",
    ),
    (r"(?:élevée?s?\s+)?au\s+cube|(?:elevad[oa]s?\s+)?al\s+cubo|(?:elevad[oa]s?\s+)?ao\s+cubo", "cubed"),
    (r"(?:élevée?\s+)?à\s+la\s+puissance|elevad[oa]\s+a\s+la(?:\s+potencia)?|elevad[oa]\s+(?:ao?|à)", "^"),
    (r"(?:la\s+)?racine\s+cubique\s+d[eu']|(?:la\s+)?raíz\s+cúbica\s+de|(?:a\s+)?raiz\s+cúbica\s+de", "cube root of"),
    (r"(?:die\s+)?(?:kubikwurzel|dritte\s+wurzel)\s+(?:aus|von)", "cube root of"),
    (
        rf"(?:la\s+)?racine\s+(?:carrée\s+)?{_D}|(?:la\s+)?raíz\s+(?:cuadrada\s+)?{_D}|(?:a\s+)?raiz\s+(?:quadrada\s+)?{_D}",
        "square root of",
    ),
    (r"(?:die\s+)?(?:quadrat)?wurzel\s+(?:aus|von)", "square root of"),
    (rf"(?:le\s+carré|el\s+cuadrado|o\s+quadrado)\s+{_D}|(?:das\s+)?quadrat\s+von", "square of"),
    (
        rf"(?:die\s+)?h(?:ä|ae)lfte\s+{_V}|(?:la\s+)?moitié\s+{_D}|(?:la\s+)?mitad\s+{_D}|(?:a\s+)?metade\s+{_D}",
        "half of",
    ),
    (rf"(?:das\s+)?doppelte\s+{_V}|doppelt\s+so\s+(?:viele?|groß)\s+wie", "twice"),
    (rf"(?:le\s+)?double\s+{_D}|(?:el\s+)?doble\s+{_D}|(?:o\s+)?dobro\s+{_D}", "twice"),
    (rf"(?:das\s+)?dreifache\s+{_V}|(?:le\s+|el\s+)?triple\s+{_D}|(?:o\s+)?triplo\s+{_D}", "thrice"),
    (r"geteilt\s+durch|dividiert\s+durch|divisée?s?\s+par|dividid[oa]s?\s+(?:por|entre)", "divided by"),
    (r"multipliziert\s+mit|multipliée?s?\s+par|multiplicad[oa]s?\s+por", "multiplied by"),
    (r"(?:partie\s+entière|parte\s+entera|parte\s+inteira)\s+d[eu]", "integer part of"),
    (r"(?:das\s+)?produkt\s+(?:von|aus)|(?:le\s+)?produit\s+d[eu]|(?:el|o)\s+produ[ct]+o\s+d[eo]", "product of"),
    (r"(?:die\s+)?summe\s+(?:von|aus)|(?:la\s+)?somme\s+d[eu]|(?:la\s+)?suma\s+de", "sum of"),
    (r"(?:das\s+)?maximum\s+(?:von|aus|de)|(?:el\s+|o\s+)?máximo\s+(?:de|entre)", "maximum of"),
    (r"(?:das\s+)?minimum\s+(?:von|aus|de)|(?:el\s+|o\s+)?mínimo\s+(?:de|entre)", "minimum of"),
    (r"(?:fakultät\s+von|factorielle\s+de|factorial\s+de|fatorial\s+de)", "factorial of"),
    (r"(?:pour\s+cent|por\s+ciento|por\s+cento)", "percent"),
    (r"(?:soixante|quatre)-(?:dix|onze|douze|vingts?)(?:-\w+)?", "zillion"),
)
#: Words of the phrases whose endings the patterns spell by classes.
INFLECTED = frozenset(
    (
        "elevado elevada elevados elevadas dividido dividida divididos divididas divisé divisée divisés divisées "
        "multiplicado multiplicada multiplié multipliée redondeado redondeada arredondado arredondada arrondi arrondie "
        "supérieur supérieure inférieur inférieure größer groesser mayor maior égal égale égaux igual iguales iguais "
        "viele hälfte haelfte producto produto élevé élevée"
    ).split()
)
#: Words that make a value even where they stand beside a symbol: "n par", "gerade n".
EVEN_BEHIND, EVEN_BEFORE = frozenset("par pares pair".split()), frozenset("gerade gerades geraden".split())
#: Words that may stand right before a formula.
OPENERS = frozenset(
    (
        "genau exactement exactamente exatamente precisamente hay tiene tienen tem têm há haben besitzt braucht "
        "benötigt brauchen gibt insgesamt etwa ungefähr rund circa environ aproximadamente obtient obtenons trouve "
        "faut avons temos obtemos obtenemos tenemos obtiene requiere necesita precisa contient contiene possui compte "
        "erhält erhalten folgt lautet antwort lösung ergebnis réponse résultat respuesta resultado resposta solución "
        "solução also somit que dass daß wird werden sera será nur seulement solamente apenas cerca ainsi alors logo"
    ).split()
)
