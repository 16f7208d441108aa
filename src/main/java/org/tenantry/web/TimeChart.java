package org.tenantry.web;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What happens over time, slot by slot, in the units of a drawing 1000 wide and 200 high that the style sheet stretches:
 * bars of a whole and the part of it that is bad, or two lines.
 */
public record TimeChart(List<Slot> slots, long most, List<String> lines, List<String> lines2) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;

    /** What was in one slot: of bars the whole and its bad part, of lines the lower and the higher; null for nothing. */
    public record Point(Instant from, Long one, Long two) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** A slot as it is drawn. */
    public record Slot(Point point, int x, int width, int oneY, int oneHeight, int twoY, int twoHeight)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Draws what is not below zero; the highest is as high as the drawing. */
    public static TimeChart of(List<Point> points) {
        long most = points.stream()
                .mapToLong(point -> Math.max(amount(point.one()), amount(point.two())))
                .max()
                .orElse(0);
        var slots = IntStream.range(0, points.size())
                .mapToObj(i -> slot(points.get(i), i, points.size(), most))
                .toList();
        return new TimeChart(slots, most, lines(slots, Point::one, Slot::oneY), lines(slots, Point::two, Slot::twoY));
    }

    public boolean isEmpty() {
        return most == 0;
    }

    public long sumOfOne() {
        return slots.stream().mapToLong(slot -> amount(slot.point().one())).sum();
    }

    public long sumOfTwo() {
        return slots.stream().mapToLong(slot -> amount(slot.point().two())).sum();
    }

    /** The highest of the first; null when there is none. */
    public Long mostOfOne() {
        return slots.stream()
                .map(slot -> slot.point().one())
                .filter(one -> one != null)
                .max(Long::compare)
                .orElse(null);
    }

    /** The highest of the second; null when there is none. */
    public Long mostOfTwo() {
        return slots.stream()
                .map(slot -> slot.point().two())
                .filter(two -> two != null)
                .max(Long::compare)
                .orElse(null);
    }

    public Instant begin() {
        return slots.get(0).point().from();
    }

    public Instant end() {
        return slots.get(slots.size() - 1).point().from();
    }

    private static Slot slot(Point point, int i, int count, long most) {
        int left = i * WIDTH / count;
        int slot = (i + 1) * WIDTH / count - left;
        int one = height(amount(point.one()), most);
        int two = height(amount(point.two()), most);
        return new Slot(point, left + slot / 8, slot * 3 / 4, HEIGHT - one, one, HEIGHT - two, two);
    }

    /** The points of each line without a gap; a point with nothing beside it is drawn as a short line. */
    private static List<String> lines(List<Slot> slots, Function<Point, Long> value, Function<Slot, Integer> height) {
        var lines = new ArrayList<String>();
        var line = new ArrayList<String>();
        for (var slot : slots) {
            if (value.apply(slot.point()) == null) {
                close(lines, line);
            } else {
                int y = Math.min(HEIGHT - 2, Math.max(2, height.apply(slot)));
                if (line.isEmpty()) {
                    line.add(slot.x() + "," + y);
                }
                line.add(slot.x() + slot.width() / 2 + "," + y);
                line.add(slot.x() + slot.width() + "," + y);
            }
        }
        close(lines, line);
        return lines;
    }

    private static void close(List<String> lines, List<String> line) {
        if (!line.isEmpty()) {
            lines.add(String.join(" ", line));
            line.clear();
        }
    }

    private static long amount(Long value) {
        return value == null ? 0 : value;
    }

    /** What is not nothing can be seen. */
    private static int height(long size, long most) {
        return size <= 0 || most <= 0 ? 0 : (int) Math.max(2, size * HEIGHT / most);
    }
}
