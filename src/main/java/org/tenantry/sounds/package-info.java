/** Recordings of sound: how long they are, told from their files. Knows nobody who sends, pays or writes them down. */
package org.tenantry.sounds;
