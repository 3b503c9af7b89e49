package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Gives the message the headers of the handshake of its session. */
@AutoService(Mediator.class)
@XmlRootElement(name = "handshakeHeaders", namespace = Namespaces.MEDIATION)
public final class HandshakeHeaders extends Mediator {}
