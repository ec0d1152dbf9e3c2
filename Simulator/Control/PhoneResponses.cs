using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;

namespace Wasilo.Simulator.Control;

/// <summary>A phone.</summary>
/// <param name="Number">The number's digits.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Jid">The account by its number.</param>
/// <param name="Lid">The account by its hidden id.</param>
/// <param name="Platform">What kind of phone it is.</param>
/// <param name="Devices">The linked devices.</param>
public sealed record PhoneResponse(
    string Number, string Name, string Jid, string Lid, string Platform, IReadOnlyList<DeviceResponse> Devices)
{
    internal static PhoneResponse Of(Phone phone, ChatServer server) => new(
        phone.Number, phone.Name, phone.Jid.ToString(), phone.Lid.ToString(), phone.Platform,
        [.. phone.Devices.Select(device => DeviceResponse.Of(device, server))]);
}

/// <summary>A linked device.</summary>
/// <param name="Device">Its number.</param>
/// <param name="Jid">Its address by phone number.</param>
/// <param name="Lid">Its address by hidden id.</param>
/// <param name="LinkedAt">When it was linked.</param>
/// <param name="Online">Whether it is logged in.</param>
/// <param name="Prekeys">How many one-time prekeys the server has of it.</param>
/// <param name="Unacknowledged">Stanzas that it hasn't acknowledged: those that wait for it, and those that are on their way.</param>
public sealed record DeviceResponse(
    int Device, string Jid, string Lid, DateTimeOffset LinkedAt, bool Online, int Prekeys, int Unacknowledged)
{
    internal static DeviceResponse Of(Device device, ChatServer server) => new(
        device.Number, device.Jid.ToString(), device.Lid.ToString(), device.LinkedAt,
        server.Presences.TryGet(device, out _), device.PrekeyCount, device.Unacknowledged);
}
