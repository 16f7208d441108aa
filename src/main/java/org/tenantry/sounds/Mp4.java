package org.tenantry.sounds;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** MP4 and M4A by their tracks of sound: as long as the longest says or its samples are, also in pieces as browsers write them. */
final class Mp4 implements Recording.Form {
    private static final int MOST_BOXES = 200_000;

    @Override
    public Optional<Recording> read(Bytes file) throws IOException {
        if (!file.says(4, "ftyp") && !file.says(4, "moov")) {
            return Optional.empty();
        }
        var form = file.says(8, "M4A") || file.says(8, "M4B") ? "m4a" : "mp4";
        var walk = new Walk(file);
        walk.boxes(0, file.size(), 0);
        return walk.millis().map(millis -> new Recording(form, millis));
    }

    /** One track as far as it is known. */
    private static final class Track {
        private long scale;
        private long told;
        private long counted;
        private long usual;
    }

    private static final class Walk {
        /** Boxes that have boxes in them. */
        private static final Set<String> NESTS =
                Set.of("moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf", "edts");

        private final Bytes file;
        private final Map<Long, Track> tracks = new HashMap<>();
        private final Set<Long> sounding = new HashSet<>();
        private long current;
        private int boxes;

        Walk(Bytes file) {
            this.file = file;
        }

        Optional<Long> millis() {
            return sounding.stream()
                    .map(tracks::get)
                    .filter(track -> track.scale > 0)
                    .map(track -> Recording.of("", Math.max(track.told, track.counted), track.scale)
                            .orElseThrow()
                            .millis())
                    .max(Long::compare)
                    .filter(millis -> millis > 0);
        }

        void boxes(long from, long to, int depth) throws IOException {
            long place = from;
            while (place + 8 <= to && depth < 8) {
                if (++boxes > MOST_BOXES) {
                    throw new Bytes.Short();
                }
                long size = file.big(place, 4);
                long head = 8;
                if (size == 1) {
                    size = file.big(place + 8, 8);
                    head = 16;
                } else if (size == 0) {
                    size = to - place;
                }
                if (size < head || size > to - place) {
                    return; // cut off: what was read before counts
                }
                box(name(place + 4), place + head, place + size, depth);
                place += size;
            }
        }

        private String name(long place) throws IOException {
            var name = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                name.append((char) file.at(place + i));
            }
            return name.toString();
        }

        private Track track() {
            return tracks.computeIfAbsent(current, id -> new Track());
        }

        private void box(String name, long at, long end, int depth) throws IOException {
            if (NESTS.contains(name)) {
                boxes(at, end, depth + 1);
                return;
            }
            switch (name) {
                case "tkhd" -> current = file.big(at + (file.at(at) == 1 ? 20 : 12), 4);
                case "mdhd" -> header(at);
                case "hdlr" -> {
                    if (file.says(at + 8, "soun")) {
                        sounding.add(current);
                        track();
                    }
                }
                case "stts" -> times(at, end);
                case "trex" -> {
                    current = file.big(at + 4, 4);
                    track().usual = file.big(at + 12, 4);
                }
                case "tfhd" -> fragment(at);
                case "trun" -> run(at, end);
                default -> {
                    // says nothing of time
                }
            }
        }

        private void header(long at) throws IOException {
            boolean wide = file.at(at) == 1;
            track().scale = file.big(at + (wide ? 20 : 12), 4);
            long told = wide ? file.big(at + 24, 8) : file.big(at + 16, 4);
            boolean known = told >= 0 && told != 0xffff_ffffL;
            track().told = known ? told : 0;
        }

        private void times(long at, long end) throws IOException {
            long entries = Math.min(file.big(at + 4, 4), (end - at - 8) / 8);
            for (long i = 0; i < entries; i++) {
                long count = file.big(at + 8 + i * 8, 4);
                long each = file.big(at + 12 + i * 8, 4);
                track().counted = Math.addExact(track().counted, Math.multiplyExact(count, each));
            }
        }

        private long fragmentUsual;

        private void fragment(long at) throws IOException {
            long flags = file.big(at + 1, 3);
            current = file.big(at + 4, 4);
            long place = at + 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
            fragmentUsual = (flags & 8) != 0 ? file.big(place, 4) : track().usual;
        }

        private void run(long at, long end) throws IOException {
            long flags = file.big(at + 1, 3);
            long samples = file.big(at + 4, 4);
            long place = at + 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 4) != 0 ? 4 : 0);
            int each = 4 * Long.bitCount(flags & 0xf00);
            if ((flags & 0x100) == 0) {
                track().counted = Math.addExact(track().counted, Math.multiplyExact(samples, fragmentUsual));
                return;
            }
            for (long i = 0; i < samples && place + 4 <= end; i++, place += each) {
                track().counted += file.big(place, 4);
            }
        }
    }
}
