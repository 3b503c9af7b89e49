package dev.myelin.dsl.model;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;

/** A whole configuration in one file. */
@XmlRootElement(name = "definitions")
public final class Definitions extends SynapseNode {
    @XmlElements({
        @XmlElement(name = "sequence", type = Sequence.class),
        @XmlElement(name = "proxy", type = Proxy.class),
        @XmlElement(name = "api", type = Api.class),
        @XmlElement(name = "template", type = Template.class),
        @XmlElement(name = "inboundEndpoint", type = InboundEndpoint.class),
        @XmlElement(name = "endpoint", type = Endpoint.class),
        @XmlElement(name = "localEntry", type = LocalEntry.class),
        @XmlElement(name = "messageStore", type = MessageStore.class),
        @XmlElement(name = "messageProcessor", type = MessageProcessor.class),
        @XmlElement(name = "task", type = Task.class)
    })
    private final List<SynapseNode> artefacts = new ArrayList<>();

    /** The artefacts in order. */
    public List<Artefact> artefacts() {
        return artefacts.stream().map(Artefact.class::cast).toList();
    }

    @Override
    public List<? extends SynapseNode> children() {
        return artefacts;
    }
}
