package org.tenantry.web.papers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/**
 * The fonts that come with the product, and no others: without it the PDF library would search the disks of the machine
 * for fonts, and a paper would look different on each.
 */
final class OwnFonts implements FontMapper {
    static final String REGULAR = "NotoSans-Regular.ttf";
    static final String BOLD = "NotoSans-SemiBold.ttf";
    static final String CHINESE = "DroidSansFallbackFull.ttf";

    private TrueTypeFont regular;

    static InputStream open(String file) {
        return OwnFonts.class.getResourceAsStream(file);
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
        return new FontMapping<>(regular(), false);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
        return new FontMapping<>(regular(), false);
    }

    @Override
    public CIDFontMapping getCIDFont(String name, PDFontDescriptor descriptor, PDCIDSystemInfo info) {
        return new CIDFontMapping(null, regular(), false);
    }

    private synchronized TrueTypeFont regular() {
        if (regular == null) {
            try (var in = open(REGULAR)) {
                regular = new TTFParser().parse(new RandomAccessReadBuffer(in));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return regular;
    }
}
