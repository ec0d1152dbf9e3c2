using Wasilo.Api.Problems;

namespace Wasilo.Api.Dialects.Wawp;

/// <summary>What both versions of Wawp have in common: verbs in the path, and everything else in parameters.</summary>
internal abstract class WawpDialect : Dialect
{
    /// <summary>An instance is meant by its id alone.</summary>
    public override bool TakesNames => false;

    /// <summary>The session that the parameters name, or the problem that they name none.</summary>
    public static Answer<string> InstanceOf(Call call) =>
        (call.Parameters["instance_id"] ?? Header(call.Http.Request, "X-Instance-ID")) is { } id ? id : Problem.Missing("instance_id");

    /// <summary>Does something with the session that the parameters name.</summary>
    public static Task<IResult> WithInstanceAsync(Call call, Func<string, Task<IResult>> act) =>
        InstanceOf(call).Has(out var instance, out var problem) ? act(instance) : Task.FromResult(call.Tell(problem));
}
