package dev.myelin.dsl.model;

import com.google.auto.service.AutoService;
import jakarta.xml.bind.annotation.XmlRootElement;

/** Reads from a database: columns of the first row become properties. */
@AutoService(Mediator.class)
@XmlRootElement(name = "dblookup")
public final class DbLookup extends DbMediator {}
