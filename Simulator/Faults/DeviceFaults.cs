using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Login;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Stanzas;

namespace Wasilo.Simulator.Faults;

/// <summary>What can be made to go wrong for one device, or for all of its phone.</summary>
public sealed class DeviceFaults
{
    // Longer than the tag of AES-GCM, so that it is the tag that is wrong.
    private const int GarbageLength = 64;

    private readonly ChatServer _server;
    private readonly Device _device;

    internal DeviceFaults(ChatServer server, Device device)
    {
        _server = server;
        _device = device;
    }

    /// <summary>Faults of all the phone's devices that wait for their moment.</summary>
    public CommonFaults OfPhone => new(_server.Faults, new FaultScope(_device.Phone));

    /// <summary>Cuts the socket without a word. False if the device isn't online.</summary>
    public bool Drop() => Strike("connection dropped", static connection => connection.Drop("fault"));

    /// <summary>Sends a stream error with a code: 503 the server restarts, 515 come back at once, 429 too many requests.</summary>
    public bool StreamError(int code) => Strike($"stream error {code}", connection => connection.End(Stanza.StreamError(code)));

    /// <summary>Says that the device has logged in elsewhere, though it hasn't.</summary>
    public bool Conflict() => Strike("conflict", static connection => connection.End(Presences.Conflict()));

    /// <summary>Sends a frame of random bytes, which the client can't decrypt. False if the device isn't online.</summary>
    public bool Garbage() => Strike("garbage", connection => connection.SendGarbage(_server.Faults.Garbage(GarbageLength)));

    /// <summary>Uses up one-time prekeys, as others do who begin to write to the device. Returns how many there were to take.</summary>
    public int TakePrekeys(int count) => _server.Actions.TakePrekeys(_device, count);

    /// <summary>Refuses the next logins of all the phone's devices with a failure code.</summary>
    public void FailLogins(int code, int times = 1) => OfPhone.FailLogins(code, times);

    /// <summary>Doesn't answer the next queries of all the phone's devices in a namespace, such as "w:p" for pings.</summary>
    public void LeaveUnanswered(string @namespace, int times = 1) => OfPhone.LeaveUnanswered(@namespace, times);

    private bool Strike(string what, Action<Connection> fault)
    {
        if (!_server.Presences.TryGet(_device, out var online))
            return false;
        _server.Faults.Strike(_device, what);
        fault(online.Connection);
        return true;
    }
}
