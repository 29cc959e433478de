package io.sluice.bench.measure;

import io.sluice.bench.report.Html;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/**
 * Bars lying one under the other, as an SVG file of its own that can be read on a light and on a dark page.
 *
 * @param unit of the values, behind each number
 * @param decimals digits behind the point of each number
 */
record BarChart(String title, String unit, int decimals, List<Bar> bars) {
    private static final int WIDTH = 760;
    private static final int LEFT = 230;
    private static final int RIGHT = 190;
    private static final int LINE = 26;
    private static final int TOP = 44;

    /** A bar for the median, and a thin line from the lowest to the highest. */
    record Bar(String name, Spread value) {}

    String svg() {
        double most = bars.stream().mapToDouble(bar -> bar.value().high()).max().orElse(1);
        StringBuilder text = new StringBuilder();
        try (Formatter out = new Formatter(text, Locale.ROOT)) {
            int height = TOP + bars.size() * LINE + 8;
            out.format(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\""
                            + " role=\"img\" aria-label=\"%s\">%n",
                    WIDTH, height, Html.escape(title));
            out.format("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#fff\"/>%n", WIDTH, height);
            out.format("<text x=\"12\" y=\"26\" font-size=\"15\" font-weight=\"bold\">%s</text>%n", Html.escape(title));
            for (int i = 0; i < bars.size(); i++) {
                draw(out, bars.get(i), TOP + i * LINE, most);
            }
            out.format("</svg>%n");
        }
        return text.toString();
    }

    private void draw(Formatter out, Bar bar, int y, double most) {
        Spread value = bar.value();
        double scale = (WIDTH - LEFT - RIGHT) / (most == 0 ? 1 : most);
        out.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LEFT - 8, y + 15, Html.escape(bar.name()));
        out.format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#3b82c4\"/>%n",
                LEFT, y + 1, value.median() * scale);
        out.format(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#1c2b3a\"/>%n",
                LEFT + value.low() * scale, LEFT + value.high() * scale, y + 10, y + 10);
        out.format(
                "<text x=\"%.1f\" y=\"%d\">%s %s (%s to %s)</text>%n",
                LEFT + value.high() * scale + 8,
                y + 15,
                number(value.median()),
                Html.escape(unit),
                number(value.low()),
                number(value.high()));
    }

    private String number(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
