package io.sluice.bench.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A line chart as inline SVG. Colours come from the page's style sheet, by class, so that it follows light and dark.
 *
 * @param xLabels text below the axis: position from 0 to 1, and label
 */
record Chart(String title, String unit, List<Line> lines, List<Label> xLabels) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 14;
    private static final int BOTTOM = 26;

    /**
     * One line.
     *
     * @param style the CSS class that colours it
     * @param points from left to right
     */
    record Line(String name, String style, List<Point> points) {}

    /** @param x from 0 at the left to 1 at the right */
    record Point(double x, double y) {}

    /** @param x from 0 at the left to 1 at the right */
    record Label(double x, String text) {}

    String svg() {
        double top = Scale.above(lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1));
        StringBuilder text = new StringBuilder();
        try (Formatter out = new Formatter(text, Locale.ROOT)) {
            out.format("<figure><figcaption>%s", Html.escape(title));
            for (Line line : lines) {
                out.format(" <span class=\"key %s\">%s</span>", line.style(), Html.escape(line.name()));
            }
            out.format(
                    "</figcaption>%n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                    WIDTH, HEIGHT, Html.escape(title));
            for (double y : List.of(0.0, 0.25, 0.5, 0.75, 1.0)) {
                grid(out, y, Scale.number(y * top) + " " + unit);
            }
            for (Label label : xLabels) {
                out.format(
                        "<text class=\"x\" x=\"%.1f\" y=\"%d\">%s</text>%n",
                        x(label.x()), HEIGHT - 8, Html.escape(label.text()));
            }
            for (Line line : lines) {
                path(out, line, y -> HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM));
            }
            out.format("</svg></figure>%n");
        }
        return text.toString();
    }

    private static void grid(Formatter out, double share, String label) {
        double y = HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
        out.format("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n", LEFT, WIDTH - RIGHT, y, y);
        out.format("<text class=\"y\" x=\"%d\" y=\"%.1f\">%s</text>%n", LEFT - 6, y + 4, label);
    }

    private static void path(Formatter out, Line line, DoubleFunction<Double> height) {
        out.format("<polyline class=\"%s\" points=\"", line.style());
        for (Point point : line.points()) {
            out.format("%.1f,%.1f ", x(point.x()), height.apply(point.y()));
        }
        out.format("\"/>%n");
    }

    private static double x(double share) {
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }
}
