"""Answers in German, French, Spanish and Portuguese: read, or refused; never read without a word."""

import time

import pytest

from grader.expressions import ReadError, judge, read, reference
from grader.expressions.foreign_words import CLEAR, SHORT, TIMES

SYMBOLS = ("n", "k", "m")


def verdict(answer, right, symbols=SYMBOLS, kind=None):
    return judge(answer, reference(right, symbols, kind=kind)).verdict


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Die Anzahl der Parameter beträgt 3·3·64·128 + 128.", "73856"),
        ("Le débit vaut 1,5·10^6 éléments par seconde", "1500000"),
        ("São 1.048.576 bytes", "1048576"),
        ("1048576 bytes por segundo", "1048576"),
        ("Nombre de paramètres : 3*3*64*128+128", "73856"),
        ("Número de parámetros: 3*3*64*128+128", "73856"),
        *((f"2^20, {that_is} 1048576", "1048576") for that_is in ("d. h.", "c.-à-d.", "c'est-à-dire", "es decir")),
        ("2^20, ou seja, 1048576", "1048576"),
        ("3,5 Millionen", "3500000"),
        ("2 milliards", "2000000000"),
        ("2 millones", "2000000"),
        ("2 Billionen", "2000000000000"),
    ],
)
def test_a_number_in_a_sentence_is_read(answer, right):
    assert verdict(answer, right, ()) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Es sind genau (n−1)! / 2 Rundreisen, denn jede Rundreise wird doppelt gezählt.", "factorial(n-1)/2"),
        ("On obtient donc (n+1)(n+2)/2 coefficients pour un polynôme de degré n en deux variables.", "(n+1)*(n+2)/2"),
        ("El bosque tiene n − m aristas", "n-m"),
        ("A resposta é 2·(n − 1), pois cada aresta é contada duas vezes.", "2*(n-1)"),
        ("Die Antwort lautet n^2", "n**2"),
        ("Wir erhalten n^2, da jeder Knoten n Kanten hat", "n**2"),
        ("Der Baum hat n-1 Kanten", "n-1"),
        ("L'arbre a n-1 arêtes", "n-1"),
        ("Le nombre d'arêtes est n-1", "n-1"),
        ("La réponse est n(n-1)/2 arêtes car chaque paire est comptée une fois", "n*(n-1)/2"),
        ("La respuesta es n(n-1)/2, porque cada par se cuenta una vez", "n*(n-1)/2"),
        ("O número de arestas é n-1", "n-1"),
        ("Há n^2 arestas", "n**2"),
        ("Hay n^2 aristas", "n**2"),
        ("Il y a n^2 arêtes", "n**2"),
        ("Insgesamt n^2 Operationen pro Schicht", "n**2"),
        ("No total são n^2 operações", "n**2"),
        ("n^2 (ohne Bias)", "n**2"),
        ("Das Ergebnis ist ungefähr n^2", "n**2"),
        ("La complexité est O(n^2)", "n**2"),
    ],
)
def test_words_around_a_formula_are_set_aside(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("n² mal log₂ n", "n**2*log2(n)"),
        ("n mal m geteilt durch 2", "n*m/2"),
        ("n² mal drei Viertel", "3*n**2/4"),
        ("n hoch drei", "n**3"),
        ("n zum Quadrat", "n**2"),
        ("die Wurzel aus n", "sqrt(n)"),
        ("die Hälfte von n", "n/2"),
        ("das Doppelte von n", "2*n"),
        ("doppelt so viele wie n", "2*n"),
        ("n über k", "binomial(n,k)"),
        ("das Produkt von n und m", "n*m"),
        ("n^2 abzüglich n", "n**2-n"),
        ("n fois m divisé par deux", "n*m/2"),
        ("n au carré", "n**2"),
        ("n puissance trois", "n**3"),
        ("n fois la racine carrée de m", "n*sqrt(m)"),
        ("la moitié de n", "n/2"),
        ("le double de n", "2*n"),
        ("deux tiers de n", "2*n/3"),
        ("k parmi n", "binomial(n,k)"),
        ("(k-1) parmi (n-1)", "binomial(n-1,k-1)"),
        ("n moins 1", "n-1"),
        ("n sur 2", "n/2"),
        ("n por m", "n*m"),
        ("n veces m", "n*m"),
        ("n dividido entre dos", "n/2"),
        ("n al cuadrado", "n**2"),
        ("n elevado a 3", "n**3"),
        ("la raíz cuadrada de n", "sqrt(n)"),
        ("la suma de n y m", "n+m"),
        ("el doble de n", "2*n"),
        ("n más 1", "n+1"),
        ("n menos 1", "n-1"),
        ("n vezes m", "n*m"),
        ("n ao quadrado", "n**2"),
        ("a raiz quadrada de n", "sqrt(n)"),
        ("metade de n", "n/2"),
        ("o dobro de n", "2*n"),
        ("o produto de n e m", "n*m"),
        ("25 % de n", "n/4"),
        ("ein Viertel von n", "n/4"),
        ("un quart de n", "n/4"),
        ("n/2 aufgerundet", "ceiling(n/2)"),
    ],
)
def test_operators_in_words_are_mathematics(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        "N/2 por N/2 por 2C",
        "N/2 mal N/2 mal 2C",
        "N/2 fois N/2 fois 2C",
        "N/2 vezes N/2 vezes 2C",
        "El tamaño es N/2 por N/2 por 2C",
    ],
)
def test_dimensions_are_parted_by_the_word_for_times(answer):
    assert verdict(answer, "(N/2, N/2, 2*C)", ("N", "C"), "dims") == "accept"


@pytest.mark.parametrize(
    "word",
    (
        "nicht kaum weniger mehr ohne pas sans ou oder ni moins menos sin sem não nem nunca jamais presque casi quase "
        "mindestens höchstens zwei drei deux trois dos tres três dois zwanzig dreißig vingt veinte vinte dreifach "
        "doppelt verdoppelt halbiert gerundet falsch faux falso errado wenn falls si aber pero mais mas quinze "
        "dieciséis zwölf invertiert milhares quatre-vingts mal fois veces vezes vermindert "
        "trop demasiado divisé geteilt dividido multipliziert höher viermal rien nada nichts unmöglich vielleicht "
        "talvez exclus gekürzt doble dobro"
    ).split(),
)
def test_a_word_that_changes_the_formula_is_never_set_aside(word):
    assert verdict(f"n^2 {word}", "n**2") == "invalid"


@pytest.mark.parametrize(
    "answer",
    [
        "Das Ergebnis ist nicht n^2",
        "Die Antwort ist nicht n^2, sondern n^3",
        "Le résultat n'est pas n^2",
        "El resultado no es n^2",
        "O resultado não é n^2",
        "Das Ergebnis ist fast n^2",
        "mindestens n^2",
        "au moins n^2",
        "al menos n^2",
        "pelo menos n^2",
        "n^2 und n",
        "n^2 oder n^3",
        "n^2 ou n^3",
        "El resultado es n^2 o n",
        "El resultado es n^2 y m",
        "O resultado é n^2 e m",
        "Le résultat est n^2 et m",
        "weder n^2 noch m",
        "n^2 weniger n",
        "n^2, aber nur für gerade n",
        "n^2 für ungerade n",
        "n^2 pour n pair",
        "n^2 para n par",
        "n^2, falls n gerade ist",
        "n^2 statt n^3",
        "n^2 au lieu de cela",
        "n^2 sauf la diagonale",
        "n^2 erhöht um n",
        "n^2 diminué de n",
        "n^2 para los pesos, en total 3n",
    ],
)
def test_what_says_something_else_is_refused(answer):
    assert verdict(answer, "n**2") == "invalid"


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ("n² mal zwei", "n**2"),
        ("n² geteilt durch zwei", "n**2"),
        ("n fois m", "n"),
        ("n^2 quadriert", "n**2"),
        ("n/2 aufgerundet", "n/2"),
        ("k parmi n", "binomial(k,n)"),
    ],
)
def test_a_formula_is_not_read_without_its_words(answer, wrong):
    assert verdict(answer, wrong) == "reject"


@pytest.mark.parametrize("answer", ["2 parmi n+1", "n-1 parmi m", "k parmi n^2", "n mal", "k fois parmi n"])
def test_words_that_lack_a_value_or_reach_too_far_are_refused(answer):
    with pytest.raises(ReadError) as caught:
        read(answer, SYMBOLS)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "symbols"),
    [("mal", "mal"), ("por", "por"), ("la", "la"), ("es", "es"), ("ni", "ni"), ("dos", "dos"), ("oder", "oder")],
)
def test_a_word_that_declared_symbols_spell_is_their_product(answer, symbols):
    right = "*".join(answer)
    assert verdict(answer, right, tuple(symbols)) == "accept"
    assert verdict(f"{answer} + 1", f"{right} + 1", tuple(symbols)) == "accept"


@pytest.mark.parametrize("text", ["n^2 DOS", "the sum over n", "3 tiers", "n fast", "n^2 per car", "n e"])
def test_english_words_stay_english(text):
    try:
        aside = read(text, ("n",)).aside
    except ReadError:
        return
    assert not {"two", "nearly", "because", "third"}.intersection(aside)


def test_dots_part_thousands_where_the_chain_before_them_says_so():
    judged = judge("3·3·64·128 + 128 = 73.856", reference("73856"))
    assert judged.verdict == "accept"
    assert "thousands" in judged.reading.notes[0]
    assert verdict("Die Anzahl beträgt 3·3·64·128 + 128 = 73.856.", "73856", ()) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("3·3·64·128 + 129 = 73.856", "73856"),
        ("3·3 = 73.856", "9"),
        ("73.856 = 73.857", "73856"),
        ("1/8 = 0.125", "125"),
    ],
)
def test_dots_are_decimal_points_in_any_other_chain(answer, right):
    assert verdict(answer, right, ()) != "accept"


def test_a_message_points_into_the_text_as_typed():
    with pytest.raises(ReadError) as caught:
        read("die Wurzel aus n und dann q", ("n",))
    assert caught.value.column == "die Wurzel aus n und dann q".index("und")


@pytest.mark.parametrize("word", sorted({*CLEAR, *TIMES, *(word for each in SHORT.values() for word in each)}))
def test_every_word_alone_and_repeated_is_answered_quickly(word):
    start = time.perf_counter()
    for answer in (word, f"{word} n", f"n {word}", f"{word} " * 200, f"n{' ' * 900}{word}{' ' * 900}n"):
        assert judge(answer, reference("n**7", SYMBOLS)).verdict != "accept"
    assert time.perf_counter() - start < 2
