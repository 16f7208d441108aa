package org.tenantry.web.papers;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * Presses papers into PDFs of A4 pages with the same style sheet that print uses. Fonts for Latin, Greek, Cyrillic and
 * Chinese come with the product and are embedded as far as they are used; nothing else is ever fetched, whatever a paper
 * says.
 */
@ApplicationScoped
public class Press {
    static final String STYLE = "/resources/css/paper.css";

    private static final int REGULAR = 400;
    private static final int BOLD = 600;

    static {
        FontMappers.set(new OwnFonts());
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    @Inject
    ServletContext context;

    private String css;

    /** Writes the PDF; takes some tenths of a second once warm. */
    public void print(Paper paper, OutputStream to) {
        try {
            print(paper, css(), to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void print(Paper paper, String css, OutputStream to) throws IOException {
        var builder = new PdfRendererBuilder();
        font(builder, OwnFonts.REGULAR, "Noto Sans", REGULAR);
        font(builder, OwnFonts.BOLD, "Noto Sans", BOLD);
        font(builder, OwnFonts.CHINESE, "Droid Sans Fallback", REGULAR);
        for (var when : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((address, type) -> false, when);
        }
        builder.useUriResolver((base, address) -> null)
                .useReplacementText("?")
                .withProducer("Tenantry")
                .usePdfUaAccessibility(true)
                .withHtmlContent(paper.document(css), null)
                .toStream(to)
                .run();
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        builder.useFont(() -> OwnFonts.open(file), family, weight, FontStyle.NORMAL, true);
    }

    private synchronized String css() throws IOException {
        if (css == null) {
            try (var in = context.getResourceAsStream(STYLE)) {
                css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return css;
    }
}
