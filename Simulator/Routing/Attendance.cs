using Wasilo.Simulator.Login;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>Which of an account's devices say that someone is looking, and which devices of others want to know.</summary>
internal sealed class Attendance
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _available = [];
    private readonly Dictionary<DeviceConversation, Jid> _subscribers = [];
    private DateTimeOffset? _lastSeen;

    /// <summary>A device comes or goes; if that changes what others see of the account, they hear it.</summary>
    public void Set(int device, bool available, DateTimeOffset now)
    {
        lock (_lock)
        {
            var before = _available.Count > 0;
            if (available)
                _available.Add(device);
            else
                _available.Remove(device);
            if (before == _available.Count > 0)
                return;
            if (before)
                _lastSeen = now;
            foreach (var (subscriber, askedFor) in _subscribers)
                subscriber.Connection.Send(State(askedFor));
        }
    }

    /// <summary>A device wants to know; it hears at once how things are.</summary>
    public void Subscribe(DeviceConversation subscriber, Jid askedFor)
    {
        lock (_lock)
        {
            _subscribers[subscriber] = askedFor;
            subscriber.Connection.Send(State(askedFor));
        }
    }

    public void Unsubscribe(DeviceConversation subscriber)
    {
        lock (_lock)
            _subscribers.Remove(subscriber);
    }

    // The account is named as it was asked for.
    private Node State(Jid askedFor) => _available.Count > 0
        ? new Node("presence", [("from", askedFor)])
        : new Node("presence", [("from", askedFor), ("type", "unavailable"), ("last", _lastSeen is { } last ? Seconds(last) : "none")]);

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
