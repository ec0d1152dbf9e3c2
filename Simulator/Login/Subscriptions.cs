using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Login;

/// <summary>Whose presence a device has asked for; it ends with its connection. Used by the connection's reading loop alone.</summary>
internal sealed class Subscriptions
{
    // A client with more contacts than that hears of the first ones.
    private const int Limit = 10_000;

    private HashSet<Phone>? _phones;

    public void Add(DeviceConversation subscriber, Phone phone, Jid askedFor)
    {
        _phones ??= [];
        if (_phones.Contains(phone) || _phones.Count < Limit)
        {
            _phones.Add(phone);
            phone.Attendance.Subscribe(subscriber, askedFor);
        }
    }

    public void End(DeviceConversation subscriber)
    {
        foreach (var phone in _phones ?? [])
            phone.Attendance.Unsubscribe(subscriber);
    }
}
