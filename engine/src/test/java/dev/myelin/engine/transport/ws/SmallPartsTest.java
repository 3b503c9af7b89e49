package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.transport.ws.settings.Limits;
import dev.myelin.engine.transport.ws.settings.PathTemplate;
import io.netty.buffer.Unpooled;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Path templates, choices of subprotocols, the push queue, pauses between attempts. */
class SmallPartsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'',/anything,{}",
                "/*,/a/b,{}",
                "/a,/a,{}",
                "/a,/a/,none",
                "/a,/A,none",
                "/a,/,none",
                "/a/{x},/a/1,{x=1}",
                "/a/{x},/a/,none",
                "/a/{x},/a/1/2,none",
                "/a/{x}/c/{y},/a/1/c/2,'{x=1, y=2}'",
                "/a/{x},/a/%C3%A9+,{x=\u00e9+}",
                "/a/{x},/a/%zz,{x=%zz}",
                "/a/{x},/a/b%2Fc,{x=b/c}",
                "/a/*,/a,{}",
                "/a/*,/a/b/c,{}",
                "/a/*,/ab,none"
            })
    void aPathMatchesItsTemplate(String template, String path, String variables) {
        assertThat(PathTemplate.parse(template).match(path).map(Map::toString).orElse(null))
                .isEqualTo(variables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "{a}", "/a{b}", "/{a}b", "/{", "/}", "/{a}/{a}", "/{{a}}", "/{a}{b}", "/{}"})
    void aBrokenTemplateIsRefused(String template) {
        assertThatThrownBy(() -> PathTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ws.path: " + template + " (expected: ");
    }

    @Test
    void theMoreExactTemplateIsTriedFirst() {
        assertThat(Stream.of("", "/*", "/a/*", "/{x}", "/a", "/{x}/b", "/a/{x}/c", "/a/b/c")
                        .sorted(Comparator.comparingInt((String template) ->
                                        PathTemplate.parse(template).weight())
                                .reversed())
                        .limit(3))
                .containsExactly("/a/b/c", "/a/{x}/c", "/{x}/b");
    }

    @Test
    void theClientGetsTheBackendsChoiceThenAPluginsThenThatOfMi() {
        String mi = "synapse(contentType='application/json')";
        List<String> offered = List.of("a", mi, "p");
        assertThat(Subprotocols.choose(offered, "a", List.of("p"))).isEqualTo(new Subprotocols.Choice("a", ""));
        assertThat(Subprotocols.choose(offered, "", List.of("p"))).isEqualTo(new Subprotocols.Choice("p", ""));
        assertThat(Subprotocols.choose(offered, mi, List.of()))
                .isEqualTo(new Subprotocols.Choice(mi, "application/json"));
        assertThat(Subprotocols.choose(List.of("a"), "", List.of())).isEqualTo(new Subprotocols.Choice("", ""));
        assertThat(Subprotocols.choose(List.of("a"), "z", List.of())).isEqualTo(new Subprotocols.Choice("", ""));
        assertThat(Subprotocols.toOffer(offered, "")).containsExactly("a", "p");
        assertThat(Subprotocols.toOffer(offered, "text/xml"))
                .containsExactly("synapse(contentType='text/xml')", "a", "p");
    }

    private static Outgoing message(int size) {
        return new Outgoing(false, Unpooled.buffer().writeZero(size));
    }

    @Test
    void aFullPushQueueIsReleasedAndSaysSo() {
        PushQueue queue = new PushQueue(new Limits.Push(100, false));
        Outgoing first = message(60);
        Outgoing second = message(40);
        Outgoing third = message(1);
        assertThat(queue.add(first)).isTrue();
        assertThat(queue.add(second)).isTrue();
        assertThat(queue.add(third)).isFalse();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(List.of(first, second, third))
                .allMatch(each -> each.content().refCnt() == 0);
    }

    @Test
    void aPushQueueMayDropTheOldest() {
        PushQueue queue = new PushQueue(new Limits.Push(100, true));
        Outgoing first = message(60);
        Outgoing second = message(40);
        assertThat(queue.add(first)).isTrue();
        assertThat(queue.add(second)).isTrue();
        assertThat(queue.add(message(50))).isTrue();
        assertThat(queue.dropped()).isEqualTo(1);
        assertThat(first.content().refCnt()).isZero();
        assertThat(second.content().refCnt()).isEqualTo(1);
        assertThat(queue.add(message(500))).isTrue();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.dropped()).isEqualTo(4);
    }

    @Test
    void pausesGrowToHalfAMinuteAndBeginAnewAfterASuccess() {
        Backoff backoff = new Backoff();
        long before = 0;
        for (int i = 0; i < 6; i++) {
            long pause = backoff.next().toMillis();
            assertThat(pause).isGreaterThan(before);
            before = pause;
        }
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next().toMillis()).isLessThanOrEqualTo(36_000);
        }
        backoff.reset();
        assertThat(backoff.next().toMillis()).isBetween(400L, 600L);
    }
}
