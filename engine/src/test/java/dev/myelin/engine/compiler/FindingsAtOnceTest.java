package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.codes;
import static dev.myelin.engine.compiler.Testbed.compile;
import static dev.myelin.engine.compiler.Testbed.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.model.Mediator;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One run shows everything that is wrong with a file, and nothing that is wrong only because something else is. */
class FindingsAtOnceTest {
    private static final String BAD_XPATH = "<property name='x' expression='//a['/>";

    static List<String> mediators() {
        return ServiceLoader.load(Mediator.class).stream()
                .map(ServiceLoader.Provider::type)
                .map(type -> type.getAnnotation(XmlRootElement.class).name())
                .sorted()
                .toList();
    }

    @Test
    void errorsOfReadingAndOfCompilingAreFoundTogether() {
        CompiledProject project = compile(sequence("a", "<lgo/>" + BAD_XPATH + "<filter source='$ctx:x' regex='('/>"));

        assertThat(codes(project)).containsExactlyInAnyOrder("MYL-1010", "MYL-2020", "MYL-2021");
        assertThat(project.routes()).extracting(RouteDefinition::getId).containsExactly("ws:outflow");
    }

    @Test
    void errorsInsideAMediatorThatLacksSomethingAreFound() {
        CompiledProject project = compile(sequence("a", "<switch><case regex='x'>" + BAD_XPATH + "</case></switch>"));

        assertThat(codes(project)).containsExactlyInAnyOrder("MYL-1017", "MYL-2020");
    }

    @Test
    void twoAttributesOfOneElementAreTwoFindings() {
        CompiledProject project = compile(sequence("a", "<property name='x' scope='axis' expression='//a['/>"));

        assertThat(codes(project)).containsExactlyInAnyOrder("MYL-1019", "MYL-2020");
    }

    @ParameterizedTest
    @CsvSource({
        "MYL-1013, <proxy name='p'><targt inSequence='main'/></proxy>",
        "MYL-1013, <sequence name='a'><call><endpont key='x'/></call></sequence>",
        "MYL-1017, <sequence name='a'><iterate><target sequence='main'/></iterate></sequence>",
        "MYL-1017, <sequence name='a'><call><endpoint><address/></endpoint></call></sequence>",
        "MYL-1018, <sequence name='a'><payloadFactory media-type='json'/></sequence>",
        "MYL-1018, <sequence name='a'><enrich><source type='body'/></enrich></sequence>",
        "MYL-1025, <sequence name='a'><send><endpoint/></send></sequence>",
        "MYL-1025, <inboundEndpoint name='i' sequence='main'/>"
    })
    void whatFollowsFromAnErrorIsNotShown(String code, String artefact) {
        assertThat(codes(compile(artefact))).containsExactly(code);
    }

    @Test
    void soundArtefactsRunBesideFaultyOnes() {
        CompiledProject project = compile(sequence("good", "<respond/>"), sequence("bad", "<respnd/>" + BAD_XPATH));

        assertThat(project.routes()).extracting(RouteDefinition::getId).containsExactly("sequence:good", "ws:outflow");
        assertThat(codes(project)).containsExactlyInAnyOrder("MYL-1010", "MYL-2020");
    }

    @Test
    void artefactsSeeEachOtherWhicheverIsFaulty() {
        String format = "<payloadFactory media-type='json'><format key='k'/></payloadFactory>";

        CompiledProject project = compile("<localEntry key='k'>{}</localEntry>", sequence("bad", "<respnd/>" + format));

        assertThat(codes(project)).containsExactly("MYL-1010");
    }

    @ParameterizedTest
    @MethodSource("mediators")
    void aMediatorWithNothingInItIsNoReasonForAnException(String name) {
        CompiledProject project = compile(sequence("a", "<" + name + "/>" + BAD_XPATH));

        assertThat(codes(project)).contains("MYL-2020");
    }
}
