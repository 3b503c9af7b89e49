package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Makes the JSON that a serverless function answers with the message. */
@AutoService(Mediator.class)
@XmlRootElement(name = "functionAnswer", namespace = Namespaces.MEDIATION)
public final class FunctionAnswer extends Mediator {}
