package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Sends the message back to the caller and ends the sequence. */
@AutoService(Mediator.class)
@XmlRootElement(name = "respond")
public final class Respond extends Mediator {}
