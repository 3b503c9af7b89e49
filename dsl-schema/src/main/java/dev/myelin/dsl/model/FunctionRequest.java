package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Makes the message the JSON that a serverless function is called with. */
@AutoService(Mediator.class)
@XmlRootElement(name = "functionRequest", namespace = Namespaces.MEDIATION)
public final class FunctionRequest extends Mediator {}
