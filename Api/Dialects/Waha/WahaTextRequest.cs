using System.Text.Json.Serialization;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>A text to be sent.</summary>
public sealed record WahaTextRequest
{
    /// <summary>As <c>15550000001@c.us</c>, or a group's id.</summary>
    public string? ChatId { get; init; }

    public string? Text { get; init; }

    /// <summary>The message that it answers.</summary>
    [JsonPropertyName("reply_to")]
    public string? ReplyTo { get; init; }

    /// <summary>Who is mentioned; <c>all</c> is everyone.</summary>
    public string[]? Mentions { get; init; }

    /// <summary>The message's id, made before; with the same one it is sent once.</summary>
    public string? Id { get; init; }

    /// <summary>By name or id.</summary>
    public string? Session { get; init; }

    /// <summary>Not what it says.</summary>
    public override string ToString() => nameof(WahaTextRequest);
}
