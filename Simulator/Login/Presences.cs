using System.Collections.Concurrent;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Login;

/// <summary>Which device is logged in over which connection: one each.</summary>
internal sealed class Presences(Statistics statistics, Violations violations)
{
    private readonly ConcurrentDictionary<Device, DeviceConversation> _online = new();

    public int Count => _online.Count;

    public bool TryGet(Device device, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DeviceConversation? conversation) =>
        _online.TryGetValue(device, out conversation);

    /// <summary>
    /// A device logs in. If it is still logged in elsewhere, it has two sockets at the same time: that is recorded, and the older one
    /// is told that it was replaced.
    /// </summary>
    public void Enter(DeviceConversation conversation)
    {
        DeviceConversation? older = null;
        _online.AddOrUpdate(conversation.Device, conversation, (_, there) =>
        {
            older = there;
            return conversation;
        });
        if (older is null || older.Connection.IsEnding)
            return;
        statistics.Count(Counted.Conflicts);
        violations.RecordTwoSockets(conversation.Device, older.Connection.Number, conversation.Connection.Number);
        older.Connection.End(Conflict());
    }

    public void Leave(DeviceConversation conversation) => _online.TryRemove(KeyValuePair.Create(conversation.Device, conversation));

    /// <summary>What a device hears that has logged in elsewhere.</summary>
    public static Node Conflict() => Stanza.StreamError(null, new Node("conflict", [("type", "replaced")]));
}
