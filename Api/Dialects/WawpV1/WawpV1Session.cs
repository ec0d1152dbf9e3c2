using System.Text.Json.Serialization;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV1;

/// <summary>A session as the first version of Wawp shows it.</summary>
public sealed record WawpV1Session
{
    public required string Name { get; init; }

    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    public required SessionStatus Status { get; init; }

    public required WawpV1Config Config { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WahaMe? Me { get; init; }

    public required WawpV1Engine Engine { get; init; }

    internal static WawpV1Session Of(SessionView session, string key) => new()
    {
        Name = session.Name,
        InstanceId = session.Id,
        Status = WahaSession.Word(session.Status),
        Config = new WawpV1Config(new Dictionary<string, string>(session.Config.Metadata)
        {
            ["user_id"] = session.Account,
            ["access_token"] = Masked(key),
            ["instance_id"] = session.Id,
        }),
        Me = WahaMe.Of(session.Me),
        Engine = WawpV1Engine.Of(session),
    };

    /// <summary>Enough to know the key by, and not enough to use it.</summary>
    private static string Masked(string key) => $"{key[..Math.Min(key.Length, 6)]}...";
}

/// <param name="Metadata">The caller's own, and what the original adds. The token is masked.</param>
public sealed record WawpV1Config(Dictionary<string, string> Metadata);

/// <summary>The state of the connection in the words of the original's engine.</summary>
public sealed record WawpV1Engine(WawpV1Grpc Grpc, WawpV1Gows Gows)
{
    internal static WawpV1Engine Of(SessionView session)
    {
        var runs = session.Status is SessionStatus.Starting or SessionStatus.ScanQrCode or SessionStatus.Working;
        var channel = runs ? "READY" : "IDLE";
        var isConnected = session.Status is SessionStatus.ScanQrCode or SessionStatus.Working;
        return new WawpV1Engine(new WawpV1Grpc(channel, channel), new WawpV1Gows(runs, isConnected));
    }
}

public sealed record WawpV1Grpc(string Client, string Stream);

/// <param name="Found">Whether the session runs.</param>
/// <param name="Connected">Whether it is connected to WhatsApp.</param>
public sealed record WawpV1Gows(bool Found, bool Connected);
