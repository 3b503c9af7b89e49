package dev.myelin.engine.transport.ws.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed to, line by line (RFC 7692 sections 5 and 7.1). */
class PermessageDeflateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "permessage-deflate > permessage-deflate",
                "Permessage-Deflate > permessage-deflate",
                "permessage-deflate; client_max_window_bits > permessage-deflate",
                "permessage-deflate;client_max_window_bits = 10 > permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; client_max_window_bits=\"9\" > permessage-deflate; client_max_window_bits=9",
                "permessage-deflate; client_max_window_bits=\"1\\2\" > permessage-deflate; client_max_window_bits=12",
                "permessage-deflate; server_max_window_bits=8 > permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=15 > permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_no_context_takeover > permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover > permessage-deflate; client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate > permessage-deflate",
                "permessage-deflate; server_max_window_bits=16, permessage-deflate; server_max_window_bits=14"
                        + " > permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; unknown, permessage-deflate > permessage-deflate",
                ", ,permessage-deflate , > permessage-deflate",
            })
    void anOfferIsAnsweredWithWhatItAsksFor(String offer, String answer) {
        assertThat(PermessageDeflate.answer(List.of(offer), true).map(DeflateAgreement::answer))
                .contains(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "foo; permessage-deflate",
                "permessage-deflate; unknown",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=010",
                "permessage-deflate; server_max_window_bits=+10",
                "permessage-deflate; client_max_window_bits=0",
                "permessage-deflate; client_max_window_bits=150",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
            })
    void anOfferWithWhatIsWrongOrUnknownIsDeclined(String offer) {
        assertThat(PermessageDeflate.answer(List.of(offer), true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate;",
                "permessage-deflate; =10",
                "permessage-deflate; server_max_window_bits=",
                "permessage-deflate; server_max_window_bits=\"",
                "permessage-deflate; server_max_window_bits=\"\"",
                "permessage-deflate; server_max_window_bits=\"1 0\"",
                "permessage-deflate; server_max_window_bits=\"10\\",
                "permessage-deflate server_no_context_takeover",
                "; server_no_context_takeover",
                "permessage/deflate",
                "\"permessage-deflate\"",
            })
    void aMalformedHeaderIsAnError(String line) {
        assertThatThrownBy(() -> PermessageDeflate.answer(List.of(line), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Sec-WebSocket-Extensions: (expected: ");
        assertThatThrownBy(() -> PermessageDeflate.accepted(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void offersMayBeSpreadOverLines() {
        assertThat(PermessageDeflate.answer(List.of("foo", "permessage-deflate"), true))
                .isPresent();
        assertThat(PermessageDeflate.answer(List.of(), true)).isEmpty();
    }

    @Test
    void withoutRoomTheClientIsToldNotToReferToEarlierMessages() {
        assertThat(PermessageDeflate.answer(List.of("permessage-deflate"), false)
                        .map(DeflateAgreement::answer))
                .contains("permessage-deflate; client_no_context_takeover");
        assertThat(PermessageDeflate.offer(false)).contains("; server_no_context_takeover");
        assertThat(PermessageDeflate.offer(true)).isEqualTo("permessage-deflate; client_max_window_bits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "permessage-deflate > true,0,true,0",
                "permessage-deflate; client_no_context_takeover > false,0,true,0",
                "permessage-deflate; server_no_context_takeover > true,0,false,0",
                "permessage-deflate; client_max_window_bits=9 > true,9,true,0",
                "permessage-deflate; server_max_window_bits=10; client_max_window_bits=8 > true,8,true,10",
            })
    void anAnswerOfABackendIsKept(String answer, String expected) {
        Optional<DeflateAgreement> agreed = PermessageDeflate.accepted(List.of(answer));
        assertThat(agreed.map(each -> each.own().takeover() + "," + each.own().maxWindowBits() + ","
                        + each.peer().takeover() + "," + each.peer().maxWindowBits()))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "permessage-deflate, permessage-deflate",
                "permessage-deflate, foo",
                "permessage-deflate; unknown",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_no_context_takeover=false",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
            })
    void anAnswerThatMayNotBeIsAnError(String answer) {
        assertThatThrownBy(() -> PermessageDeflate.accepted(List.of(answer)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBackendThatDeclinesSaysNothing() {
        assertThat(PermessageDeflate.accepted(List.of())).isEmpty();
        assertThatThrownBy(() -> PermessageDeflate.accepted(List.of("permessage-deflate", "permessage-deflate")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
