package dev.myelin.dsl.model;

import dev.myelin.dsl.SourceLocation;
import java.util.List;

/** {@link RawContent} that is looked into later, and knows where each element of it stood in the file. */
public interface ContentPlaces {
    /** Called by the reader once: the places of all elements inside, in the order in which they begin. */
    void placeContent(List<SourceLocation> elements);

    /** Where an element stands, counted from 0 in the order in which they begin. */
    SourceLocation placeOf(int element);
}
