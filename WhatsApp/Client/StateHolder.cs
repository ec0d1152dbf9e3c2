using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Client;

/// <summary>The client's state; each change of it is an event, and nothing else is.</summary>
internal sealed class StateHolder(EventStream events)
{
    private readonly Lock _lock = new();
    private ConnectionState _current;

    internal ConnectionState Current
    {
        get
        {
            lock (_lock)
                return _current;
        }
    }

    internal void Change(ConnectionState state, ConnectionEnd? end = null, TimeSpan? retryIn = null)
    {
        lock (_lock)
        {
            if (_current == state)
                return;
            _current = state;
            events.Publish(new ConnectionChanged(state, end, retryIn));
        }
    }
}
