package org.tenantry.sounds;

import java.io.IOException;
import java.util.Optional;

/** FLAC by the number of samples that its first block tells; some that were written into a pipe do not know it. */
final class Flac implements Recording.Form {
    @Override
    public Optional<Recording> read(Bytes file) throws IOException {
        long place = file.afterTags();
        if (!file.says(place, "fLaC") || (file.at(place + 4) & 0x7f) != 0) {
            return Optional.empty();
        }
        return streamInfo(file, place + 8, "flac");
    }

    static Optional<Recording> streamInfo(Bytes file, long place, String form) throws IOException {
        long packed = file.big(place + 10, 8);
        long samples = packed & 0xf_ffff_ffffL;
        return samples == 0 ? Optional.empty() : Recording.of(form, samples, packed >>> 44);
    }
}
