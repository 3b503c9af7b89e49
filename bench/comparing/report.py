"""Tables in Markdown, and the limits: medians of the ratios of each round, with their spread."""
import statistics

SPREAD = "{:.2f} ({:.2f}..{:.2f})"


def rate(run):
    return run["msgs_per_s"]


def cpu(run):
    return run["cpu_us"] / max(1, run["messages"])


def latency(percentile):
    return lambda run: run["latency_us"][percentile]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(["---"] + ["---:"] * (len(head) - 1)) + "|"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def median(rounds, name, figure):
    return statistics.median(figure(r[name]) for r in rounds)


def ratios(rounds, name, other, figure):
    """Of each round; rounds in which nothing came through the other one say nothing."""
    return [figure(r[name]) / figure(r[other]) for r in rounds if r[other].get("messages", 1) and figure(r[other])]


def show(case, rounds, names):
    """The figures of one case; ratios are to the first target."""
    rows = []
    for name in names:
        m = lambda figure: median(rounds, name, figure)
        shares = [ratios(rounds, name, names[0], f) for f in (rate, cpu)]
        rows.append([name, f"{m(rate):.0f}", *[SPREAD.format(statistics.median(s), min(s), max(s)) if s else "-" for s in shares[:1]],
                     f"{m(latency('p50')):.0f}", f"{m(latency('p99')):.0f}", f"{m(latency('p99_9')):.0f}", f"{m(cpu):.2f}",
                     *[SPREAD.format(statistics.median(s), min(s), max(s)) if s else "-" for s in shares[1:]],
                     f"{m(lambda r: r['rss_kib']) / 1024:.0f}", sum(r[name]["errors"] for r in rounds)])
    head = ["target", "msg/s", f"x {names[0]}", "p50 us", "p99 us", "p99.9 us", "CPU us/msg", f"x {names[0]}", "RSS MiB", "errors"]
    print(f"\n**{describe(case)}**\n\n" + table(head, rows), flush=True)


def describe(case):
    c, d, s = (case_value(case, key) for key in "cds")
    return f"{c} connections, {d} in flight, {s} bytes"


def case_value(case, key):
    return int(dict(part.split("=") for part in case.split(","))[key])


class Verdict:
    """Limits that were met or missed."""

    def __init__(self):
        self.rows = []
        self.good = True

    def check(self, what, values, least=None, most=None):
        """Whether the median of {values} is within the limit; without a limit it is only reported."""
        if not values:
            return
        middle = statistics.median(values)
        met = (least is None or round(middle, 2) >= least) and (most is None or round(middle, 2) <= most)
        self.good &= met
        bound = f"at least {least}" if least is not None else f"at most {most}" if most is not None else "-"
        judged = least is not None or most is not None
        self.rows.append([what, SPREAD.format(middle, min(values), max(values)), bound,
                          "-" if not judged else "met" if met else "MISSED"])

    def fact(self, what, value, bound, met):
        self.good &= met
        self.rows.append([what, value, bound, "met" if met else "MISSED"])

    def errors(self, per_case, prefix="myelin"):
        runs = [run for rounds in per_case.values() for r in rounds for run in r.values()]
        count = sum(run["errors"] for run in runs if run["target"].startswith(prefix))
        self.fact("errors of the engine", count, "0", count == 0)

    def show(self):
        print("\n" + table(["limit (median of the rounds' ratios, smallest..largest)", "measured", "limit", ""], self.rows), flush=True)
        return self.good


def better(rounds, names, figure, largest):
    """The name with the better median."""
    pick = max if largest else min
    return pick(names, key=lambda name: median(rounds, name, figure))
