package org.tenantry.gateway;

import java.util.List;

/** Vectors in the order of their texts, each as numbers of 32 bits (IEEE 754, little-endian); all of one length, all finite. */
public record Vectors(int dimensions, List<byte[]> each) {
    public Vectors {
        each = List.copyOf(each);
    }
}
