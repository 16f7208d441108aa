package org.tenantry.web.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a paper says as a PDF, and what it never does: fetch anything, or run what somebody typed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PaperTest {
    private static final String HOSTILE =
            "<img src=\"http://127.0.0.1:1/x\"/></td></table><script>alert(1)</script> & ]]> \u0000\u0007";

    @Test
    void a_chinese_invoice_is_readable_text_with_its_parties_and_sums() throws IOException {
        try (var pdf = pressed(InvoiceSheet.of(Samples.invoice("桦木科技（上海）有限公司", 2), Samples.CHINESE))) {
            assertThat(text(pdf))
                    .contains("账单", "桦木科技（上海）有限公司", "税号 91310115MA1K35XX0Y", "开户行", "INV-000042", "Lindenstraße 7")
                    .contains("12.345678901", "团队版，席位费", "重复计费");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("账单 INV-000042");
            assertThat(pdf.getDocumentInformation().getAuthor()).isEqualTo("Example Hosting GmbH");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("zh");
        }
    }

    static PDDocument pressed(Paper paper) throws IOException {
        var out = new ByteArrayOutputStream();
        Press.print(paper, Files.readString(Path.of("webapp" + Press.STYLE)), out);
        Files.write(Path.of("/tmp/w/papers/" + paper.language() + ".pdf"), out.toByteArray());
        return Loader.loadPDF(out.toByteArray());
    }

    static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf);
    }
}
