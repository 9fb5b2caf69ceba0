/**
 * What makes the audit trail provable: how an entry is written down and hashed, how checkpoints are made, and how all of
 * it is verified. Plain Java, so that whoever wants to check can read and run it without the rest of Visita.
 */
package org.visita.proof;
