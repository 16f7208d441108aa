package org.tenantry.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tenantry.models.OfferedModel;
import org.tenantry.values.Price;

/**
 * Tells the prices in the shape of New API, which chat clients read: a ratio of 1 means 2 units of the tenant's currency for
 * a million tokens of input, and the completion ratio is how many times as much output costs.
 */
@WebServlet(urlPatterns = "/api/pricing")
public class PricingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int DECIMALS = 9;
    private static final BigDecimal RATIO_ONE_N = BigDecimal.valueOf(2_000_000_000L);

    @Inject
    transient ModelNames names;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var key = Visit.of(request).key();
        var out = new JsonBytes(1024);
        out.raw("{\"success\":true,\"message\":\"\",\"currency\":");
        out.text(key.caller().currency().getCurrencyCode()).raw(",\"data\":[");
        var comma = "";
        for (var named : names.all(key)) {
            if (named.model().sell().unit() != Price.Unit.TOKENS) {
                continue; // the shape knows no price by the minute
            }
            out.raw(comma).raw("{\"model_name\":").text(named.name());
            ratios(named.model(), out);
            out.raw(",\"enable_groups\":[\"default\"],\"supported_endpoint_types\":[");
            out.text(named.model().converses() ? "openai" : "embeddings").raw("]}");
            comma = ",";
        }
        out.raw("],\"group_ratio\":{\"default\":1},\"usable_group\":{\"default\":\"default\"}}");
        response.setContentType(ApiError.JSON);
        response.getOutputStream().write(out.bytes());
    }

    private static void ratios(OfferedModel model, JsonBytes out) {
        var price = model.sell();
        out.raw(",\"quota_type\":0,\"model_price\":0,\"model_ratio\":");
        out.raw(ratio(BigDecimal.valueOf(price.inputN()), RATIO_ONE_N));
        out.raw(",\"completion_ratio\":").raw(completion(price));
    }

    private static String completion(Price price) {
        return price.inputN() == 0
                ? "1"
                : ratio(BigDecimal.valueOf(price.outputN()), BigDecimal.valueOf(price.inputN()));
    }

    private static String ratio(BigDecimal of, BigDecimal to) {
        var ratio = of.divide(to, DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return ratio.toPlainString();
    }
}
