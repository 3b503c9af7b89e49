package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Ends the sequence and forgets the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "drop")
public final class Drop extends Mediator {}
