using System.Text.Json.Serialization;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Wappfy;

/// <summary>What a session is started with.</summary>
/// <param name="Config">What changes of its config; the rest stays.</param>
public sealed record WappfyStartRequest(WahaConfig? Config);

/// <summary>Something was done.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">What was done.</param>
/// <param name="Session">The session's name.</param>
/// <param name="Name">The same, as WAHA calls it.</param>
/// <param name="Status">What it is now.</param>
/// <param name="Config">What is configured.</param>
public sealed record WappfyDone(
    bool Success,
    string Message,
    string Session,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionStatus? Status = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WahaConfig? Config = null)
{
    internal static WappfyDone Of(SessionView view, string done, bool secrets) =>
        new(true, $"Session {done} successfully", view.Name, view.Name, WahaSession.Word(view.Status), view.Config.ToWaha(secrets));
}
