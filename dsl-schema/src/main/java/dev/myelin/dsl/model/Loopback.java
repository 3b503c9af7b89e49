package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Ends the way in and begins the way out: the message runs the out sequence as if it were a reply. */
@AutoService(Mediator.class)
@XmlRootElement(name = "loopback")
public final class Loopback extends Mediator {}
