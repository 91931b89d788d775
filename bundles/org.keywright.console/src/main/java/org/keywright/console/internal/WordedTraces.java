// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.function.Consumer;
import org.keywright.console.Exchange;
import org.keywright.console.Traces;
import org.keywright.transport.Transports;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives exchanges in the words of {@code apdu:trace} to programs that show them. */
@Component
public final class WordedTraces implements Traces {
  private final Transports transports;

  /** Called by the framework. */
  @Activate
  public WordedTraces(@Reference Transports transports) {
    this.transports = transports;
  }

  @Override
  public Observation observe(Consumer<Exchange> observer) {
    return Trace.to(transports, TraceFilter.ALL, exchange -> observer.accept(exchange.exchange()))
        ::close;
  }
}
