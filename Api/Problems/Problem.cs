using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Problems;

/// <summary>Why there is no answer.</summary>
/// <param name="Condition">What is in the way.</param>
/// <param name="Message">The same for people, with what to do about it. Never an exception's text from deeper down.</param>
internal sealed record Problem(Condition Condition, string Message)
{
    public static readonly Problem Unauthorized = new(Condition.Unauthorized, "The API key is missing, or is not valid.");

    public static readonly Problem Forbidden = new(Condition.Forbidden, "The API key may not do this.");

    public static readonly Problem NoSession = new(Condition.NotFound, "Session not found");

    public static readonly Problem Unexpected = new(Condition.Unexpected, "Something went wrong here. The server's log has it under the time of this answer.");

    /// <summary>The session that it is about, as the caller named it.</summary>
    public string? Session { get; init; }

    /// <summary>What that session is.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>What it would have to be.</summary>
    public SessionStatus[] Expected { get; init; } = [];

    /// <summary>When another try makes sense, in seconds.</summary>
    public int? RetryAfter { get; init; }

    public static Problem Invalid(string message) => new(Condition.Invalid, message);

    public static Problem Missing(string parameter) => Invalid($"{parameter} is missing.");
}
