using System.Text.Json.Serialization;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>A message to be sent.</summary>
public sealed record GatewaySendRequest
{
    /// <summary>text, poll, location or contact.</summary>
    public string? Type { get; init; }

    /// <summary>A phone number, or an id.</summary>
    public string? To { get; init; }

    public string? Text { get; init; }

    public string? ReplyTo { get; init; }

    public string[]? Mentions { get; init; }

    /// <summary>Of a poll, or of a place.</summary>
    public string? Name { get; init; }

    public string[]? Options { get; init; }

    /// <summary>How many options one may choose; 0 is as many as one likes.</summary>
    public int? SelectableCount { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public GatewayContact? Contact { get; init; }

    /// <summary>Not what it says.</summary>
    public override string ToString() => nameof(GatewaySendRequest);
}

public sealed record GatewayContact(string? Name, string? Phone, string? Vcard);

/// <summary>What came of sending.</summary>
/// <param name="Mode">sync: the answer came when WhatsApp had it.</param>
/// <param name="WaMessageId">The message's id.</param>
/// <param name="Status">sent.</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC.</param>
public sealed record GatewaySendResult(
    string Mode,
    string WaMessageId,
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Timestamp);

public sealed record GatewayEditRequest(string? Text);

public sealed record GatewayForwardRequest(string? To);

public sealed record GatewayReactionRequest(string? Emoji, string? Reaction);

public sealed record GatewayVoteRequest(string[]? Options);
