package dev.myelin.dsl.model;

/** A mediator that makes several messages of one, each of which goes on by itself. */
public interface Splitting {}
