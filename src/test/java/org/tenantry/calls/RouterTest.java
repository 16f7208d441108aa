package org.tenantry.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tenantry.calls.Models.labels;
import static org.tenantry.calls.Models.of;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tenantry.calls.Candidate.Obstacle;
import org.tenantry.calls.Conditions.Part;
import org.tenantry.values.Ids;
import org.tenantry.values.InvalidInput;
import org.tenantry.values.ModelId;
import org.tenantry.values.Refusal;

/** Which model answers: every condition, the order of rules, and what a model must be able to do. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RouterTest {
    /** A Wednesday. */
    private static final LocalDateTime NOON = LocalDateTime.of(2031, 3, 5, 12, 0);

    private final Candidate cheap = of("cheap", 1, 100, 400);
    private final Candidate middle = of("middle", 3, 1_000, 4_000);
    private final Candidate dear = of("dear", 5, 10_000, 40_000);
    private final List<Candidate> models = List.of(middle, dear, cheap);

    /** One condition in JSON, a question, what comes with it, and whether the condition holds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'tokensTo':4}                  | How are you?                   |  | yes",
                "{'tokensTo':3}                  | How are you?                   |  | no",
                "{'tokensFrom':4}                | How are you?                   |  | yes",
                "{'tokensFrom':5}                | How are you?                   |  | no",
                "{'tokensFrom':4,'tokensTo':4}   | How are you?                   |  | yes",
                "{'code':true}                   | Fix ```x = 1```                |  | yes",
                "{'code':true}                   | for(;;){ run(); }              |  | yes",
                "{'code':true}                   | 帮我看看 if (a == b) { stop(); } |  | yes",
                "{'code':true}                   | Please return the class list.  |  | no",
                "{'code':false}                  | What is love?                  |  | yes",
                "{'code':false}                  | Fix ```x = 1```                |  | no",
                "{'tools':true}                  | x                              | tools | yes",
                "{'tools':true}                  | x                              |  | no",
                "{'tools':false}                 | x                              | tools | no",
                "{'images':true}                 | x                              | images | yes",
                "{'images':true}                 | x                              |  | no",
                "{'keywords':['Prove','证明']}     | PROVE it                       |  | yes",
                "{'keywords':['Prove','证明']}     | 请证明勾股定理                    |  | yes",
                "{'keywords':['Prove','证明']}     | Tell me                        |  | no",
                "{'languages':['ZH']}            | 你好，世界                       |  | yes",
                "{'languages':['ZH']}            | Java 的 record 是什么？          |  | yes",
                "{'languages':['ZH']}            | Hello 世界, how are you today   |  | no",
                "{'languages':['EN']}            | Hello there                    |  | yes",
                "{'languages':['EN']}            | Привет, мир                    |  | no",
                "{'languages':['OTHER']}         | Привет, мир                    |  | yes",
                "{'languages':['OTHER']}         | こんにちは世界                    |  | yes",
                "{'languages':['OTHER']}         | 12 + 30                        |  | yes",
                "{'languages':['ZH','OTHER']}    | Hello there                    |  | no",
                "{'depthFrom':2}                 | x                              | depth=2 | yes",
                "{'depthFrom':2}                 | x                              |  | no",
                "{'depthTo':1}                   | x                              |  | yes",
                "{'depthTo':1}                   | x                              | depth=2 | no",
                "{'budgetBelow':20}              | x                              | budget=19 | yes",
                "{'budgetBelow':20}              | x                              | budget=20 | no",
                "{'budgetBelow':20}              | x                              |  | no",
                "{'days':['WEDNESDAY']}          | x                              |  | yes",
                "{'days':['SATURDAY','SUNDAY']}  | x                              |  | no",
                "{'from':'09:00','to':'12:00'}   | x                              |  | no",
                "{'from':'12:00','to':'12:01'}   | x                              |  | yes",
                "{'from':'22:00','to':'06:00'}   | x                              | at=23:30 | yes",
                "{'from':'22:00','to':'06:00'}   | x                              | at=05:59 | yes",
                "{'from':'22:00','to':'06:00'}   | x                              | at=06:00 | no",
                "{'from':'22:00','to':'06:00','days':['TUESDAY']}   | x           | at=05:59 | yes",
                "{'from':'22:00','to':'06:00','days':['WEDNESDAY']} | x           | at=05:59 | no",
                "{'role':'ADMIN'}                | x                              | admin | yes",
                "{'role':'ADMIN'}                | x                              |  | no",
                "{'role':'MEMBER'}               | x                              |  | yes",
                "{'role':'MEMBER'}               | x                              | admin | no",
                "{'tokensTo':4,'languages':['ZH']} | How are you?                 |  | no",
                "{}                              | anything                       |  | yes",
            })
    void a_condition_holds_or_not(String json, String question, String with, String holds) {
        var conditions = ConditionsText.read(json.replace('\'', '"'));
        var traits = traits(question, with == null ? "" : with);
        assertThat(conditions.hold(traits)).isEqualTo(holds.equals("yes"));
        assertThat(conditions.missed(traits).isEmpty()).isEqualTo(holds.equals("yes"));
        assertThat(ConditionsText.read(ConditionsText.write(conditions))).isEqualTo(conditions);
    }

    @Test
    void what_is_missing_is_told_by_its_part() {
        var conditions = ConditionsText.read(
                """
                {"tokensFrom": 50, "code": true, "keywords": ["x"], "languages": ["ZH"], "budgetBelow": 5}""");
        assertThat(conditions.missed(traits("x", "")))
                .containsExactly(Part.TOKENS, Part.CODE, Part.LANGUAGE, Part.BUDGET);
    }

    @Test
    void the_first_rule_that_holds_decides_and_the_tenants_come_first() {
        var own = rule("own", true, "{}", Target.model(middle.id()));
        var operators = rule("operator's", false, "{}", Target.STRONGEST);
        var never = rule("never", true, "{\"tools\":true}", Target.STRONGEST);
        var off = new RoutingRule(Ids.next(), true, "off", Conditions.ALWAYS, Target.STRONGEST, false);
        var decision = Router.decide(table(never, off, own, operators), models, traits("x", ""));
        assertThat(decision.rule()).contains(own);
        assertThat(labels(decision.candidates())).containsExactly("middle", "cheap", "dear");
    }

    @Test
    void without_a_rule_the_cheapest_that_can_answers() {
        var decision = Router.decide(RouteTable.EMPTY, models, traits("x", ""));
        assertThat(decision.rule()).isEmpty();
        assertThat(labels(decision.candidates())).containsExactly("cheap", "middle", "dear");
        assertThat(decision.strongest()).isEqualTo(dear);
    }

    @Test
    void the_strongest_is_the_one_with_the_highest_number_and_of_equals_the_cheaper() {
        var dearer = of("dearer", 5, 20_000, 80_000);
        var all = List.of(dearer, cheap, dear);
        var table = table(rule("strong", false, "{}", Target.STRONGEST));
        assertThat(labels(Router.decide(table, all, traits("x", "")).candidates()))
                .containsExactly("dear", "dearer", "cheap");
        assertThat(labels(Router.strongest(all, traits("x", "")).candidates()))
                .containsExactly("dear", "dearer", "cheap");
    }

    @Test
    void of_models_that_cost_the_same_the_stronger_answers() {
        var free = List.of(of("small", 1, 0, 0), of("large", 4, 0, 0));
        assertThat(labels(Router.decide(RouteTable.EMPTY, free, traits("x", "")).candidates()))
                .containsExactly("large", "small");
    }

    @Test
    void a_rule_by_alias_leads_where_the_alias_does_and_one_that_is_gone_is_passed_over() {
        var byAlias = rule("alias", true, "{}", Target.alias("best"));
        var gone = rule("gone", true, "{}", Target.alias("gone"));
        var table = new RouteTable(List.of(gone, byAlias), Map.of("best", dear.id()), Set.of(), Optional.empty());
        var decision = Router.decide(table, models, traits("x", ""));
        assertThat(decision.rule()).contains(byAlias);
        assertThat(labels(decision.candidates())).startsWith("dear");
    }

    @Test
    void a_rule_whose_model_cannot_answer_is_passed_over() {
        for (var why : Obstacle.values()) {
            var barred = of("barred", 4, 1, 1, 100_000, Optional.of(why));
            var all = new ArrayList<>(models);
            all.add(barred);
            var table = table(
                    rule("barred", true, "{}", Target.model(barred.id())),
                    rule("unknown", true, "{}", Target.model(ModelId.next())),
                    rule("next", true, "{}", Target.model(middle.id())));
            var decision = Router.decide(table, all, traits("x", ""));
            assertThat(decision.rule()).map(RoutingRule::name).contains("next");
            assertThat(decision.candidates()).doesNotContain(barred);
        }
    }

    @Test
    void only_models_that_can_what_is_asked_answer() {
        var blind = new Candidate(cheap.model(), 1, false, true, Optional.empty());
        var handless = new Candidate(middle.model(), 3, true, false, Optional.empty());
        var all = List.of(blind, handless, dear);
        assertThat(labels(Router.decide(RouteTable.EMPTY, all, traits("x", "images"))
                        .candidates()))
                .containsExactly("middle", "dear");
        assertThat(labels(Router.decide(RouteTable.EMPTY, all, traits("x", "tools"))
                        .candidates()))
                .containsExactly("cheap", "dear");
    }

    @Test
    void a_model_with_room_for_the_whole_conversation_is_preferred() {
        var small = of("small", 1, 1_000_000, 1_000_000, 4_000, Optional.empty());
        var large = of("large", 2, 10_000_000, 10_000_000, 64_000, Optional.empty());
        var both = List.of(small, large);
        assertThat(labels(Router.decide(RouteTable.EMPTY, both, traits("x", "prompt=3000"))
                        .candidates()))
                .containsExactly("small", "large");
        assertThat(labels(Router.decide(RouteTable.EMPTY, both, traits("x", "prompt=3001"))
                        .candidates()))
                .containsExactly("large");
        // no model has room for all of it: then the history is shortened for whichever answers
        assertThat(labels(Router.decide(RouteTable.EMPTY, both, traits("x", "prompt=90000"))
                        .candidates()))
                .containsExactly("small", "large");
    }

    @Test
    void when_nothing_fits_the_refusal_says_why() {
        assertThatThrownBy(() -> Router.decide(RouteTable.EMPTY, List.of(), traits("x", "")))
                .isInstanceOf(NoModelFits.class)
                .extracting(refused -> ((Refusal) refused).key())
                .isEqualTo("calls.refusal.noModel");
        for (var why : EnumSet.complementOf(EnumSet.of(Obstacle.UNWELL))) {
            var barred = of("barred", 4, 1, 1, 100_000, Optional.of(why));
            assertThatThrownBy(() -> Router.decide(RouteTable.EMPTY, List.of(barred), traits("x", "")))
                    .extracting(refused -> ((Refusal) refused).key())
                    .isEqualTo("calls.refusal.noModel." + why);
        }
    }

    @Test
    void a_model_whose_provider_fails_is_asked_only_where_no_other_can_answer() {
        var unwell = of("unwell", 4, 1, 1, 100_000, Optional.of(Obstacle.UNWELL));
        assertThat(labels(Router.decide(RouteTable.EMPTY, List.of(unwell, dear), traits("x", ""))
                        .candidates()))
                .containsExactly("dear");
        assertThat(labels(Router.decide(RouteTable.EMPTY, List.of(unwell), traits("x", ""))
                        .candidates()))
                .containsExactly("unwell");
    }

    @Test
    void at_most_four_models_are_tried() {
        var many = new ArrayList<Candidate>();
        for (int i = 0; i < 9; i++) {
            many.add(of("m" + i, 3, i, i));
        }
        assertThat(labels(Router.decide(RouteTable.EMPTY, many, traits("x", "")).candidates()))
                .containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void an_examination_shows_every_rule_and_every_model_and_decides_the_same() {
        var barred = of("barred", 4, 1, 1, 100_000, Optional.of(Obstacle.NOT_IN_PLAN));
        var long_ = rule("long", true, "{\"tokensFrom\":100}", Target.STRONGEST);
        var locked = rule("locked", true, "{}", Target.model(barred.id()));
        var taken = rule("taken", false, "{}", Target.model(middle.id()));
        var later = rule("later", false, "{}", Target.STRONGEST);
        var all = List.of(barred, cheap, middle, dear);
        var table = table(long_, locked, taken, later);
        var examination = Router.examine(table, all, traits("x", ""));
        assertThat(examination.rules())
                .extracting(
                        one -> one.rule().name(),
                        one -> one.isHolding(),
                        Router.Checked::targetCannot,
                        Router.Checked::decided)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("long", false, false, false),
                        org.assertj.core.groups.Tuple.tuple("locked", true, true, false),
                        org.assertj.core.groups.Tuple.tuple("taken", true, false, true),
                        org.assertj.core.groups.Tuple.tuple("later", true, false, false));
        assertThat(examination.models())
                .extracting(one -> one.candidate().model().label(), Router.Weighed::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("middle", 1),
                        org.assertj.core.groups.Tuple.tuple("cheap", 2),
                        org.assertj.core.groups.Tuple.tuple("dear", 3),
                        org.assertj.core.groups.Tuple.tuple("barred", 0));
        assertThat(examination.rule()).contains(taken);
        assertThat(Router.examine(table, List.of(barred), traits("x", "")).decided())
                .isFalse();
    }

    /** What makes no sense in a rule. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'tokensFrom':-1}              | calls.refusal.rule.tokens",
                "{'tokensTo':10000001}          | calls.refusal.rule.tokens",
                "{'tokensFrom':5,'tokensTo':4}  | calls.refusal.rule.tokens",
                "{'tokensFrom':1.5}             | calls.refusal.rule.unreadable",
                "{'tokensFrom':99999999999}     | calls.refusal.rule.unreadable",
                "{'tokensFrom':'5'}             | calls.refusal.rule.unreadable",
                "{'depthFrom':0}                | calls.refusal.rule.depth",
                "{'budgetBelow':0}              | calls.refusal.rule.budget",
                "{'budgetBelow':101}            | calls.refusal.rule.budget",
                "{'from':'09:00'}               | calls.refusal.rule.time",
                "{'from':'09:00','to':'09:00'}  | calls.refusal.rule.time",
                "{'from':'25:00','to':'09:00'}  | calls.refusal.rule.unreadable",
                "{'days':['SOMEDAY']}           | calls.refusal.rule.unreadable",
                "{'days':'MONDAY'}              | calls.refusal.rule.unreadable",
                "{'languages':[7]}              | calls.refusal.rule.unreadable",
                "{'role':'OPERATOR'}            | calls.refusal.rule.role",
                "{'code':'yes'}                 | calls.refusal.rule.unreadable",
                "{'wether':true}                | calls.refusal.rule.unreadable",
                "[]                             | calls.refusal.rule.unreadable",
                "{'tokensTo':                   | calls.refusal.rule.unreadable",
            })
    void what_makes_no_sense_is_refused(String json, String key) {
        assertThatThrownBy(() -> ConditionsText.read(json.replace('\'', '"')))
                .isInstanceOf(InvalidInput.class)
                .extracting(refused -> ((Refusal) refused).key())
                .isEqualTo(key);
    }

    @Test
    void too_many_or_too_long_words_are_refused() {
        var many = new StringBuilder("w0");
        for (int i = 1; i <= Conditions.MOST_KEYWORDS; i++) {
            many.append("\",\"w").append(i);
        }
        assertThatThrownBy(() -> ConditionsText.read("{\"keywords\":[\"" + many + "\"]}"))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> ConditionsText.read("{\"keywords\":[\"" + "x".repeat(61) + "\"]}"))
                .isInstanceOf(InvalidInput.class);
        assertThat(ConditionsText.read("{\"keywords\":[\" A \", \"a\", \"\"]}").keywords())
                .containsExactly("a");
    }

    @Test
    void the_word_of_a_page_is_read_as_what_it_says() {
        assertThat(Asked.of("auto")).isEqualTo(Asked.AUTO);
        assertThat(Asked.of("strongest")).isEqualTo(Asked.STRONGEST);
        assertThat(Asked.of(cheap.id().toString())).isEqualTo(Asked.model(cheap.id()));
        assertThat(Asked.of("fast")).isEqualTo(Asked.alias("fast"));
        assertThat(Asked.isReserved("auto")).isTrue();
        assertThat(Asked.isReserved("fast")).isFalse();
    }

    private static RouteTable table(RoutingRule... rules) {
        return new RouteTable(List.of(rules), Map.of(), Set.of(), Optional.empty());
    }

    private static RoutingRule rule(String name, boolean own, String json, Target target) {
        return new RoutingRule(Ids.next(), own, name, ConditionsText.read(json), target, true);
    }

    private static Traits traits(String question, String with) {
        int depth = 1;
        long prompt = 0;
        var budget = OptionalInt.empty();
        var now = NOON;
        for (var one : with.split(" ")) {
            var parts = one.split("=");
            switch (parts[0]) {
                case "depth" -> depth = Integer.parseInt(parts[1]);
                case "prompt" -> prompt = Long.parseLong(parts[1]);
                case "budget" -> budget = OptionalInt.of(Integer.parseInt(parts[1]));
                case "at" -> now = NOON.with(java.time.LocalTime.parse(parts[1]));
                default -> assertThat(parts[0]).isIn("", "tools", "images", "admin");
            }
        }
        assertThat(NOON.getDayOfWeek()).isEqualTo(DayOfWeek.WEDNESDAY);
        return Traits.of(
                new Occasion(question, depth, prompt, with.contains("tools"), with.contains("images")),
                budget,
                now.atZone(ZoneId.of("Europe/Berlin")),
                with.contains("admin"));
    }
}
