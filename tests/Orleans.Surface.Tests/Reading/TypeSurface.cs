namespace Wasilo.Surface.Reading;

/// <summary>What code outside its assembly can see of a type.</summary>
/// <param name="Name">Full name, as <c>Orleans.IGrainFactory</c>, <c>A.B`1</c> or <c>A.Outer+Inner</c>.</param>
/// <param name="Kind">class, static class, struct, interface, enum or delegate.</param>
/// <param name="CanBeDerivedFrom">Whether other classes may derive from it.</param>
/// <param name="BaseType">Its base, or null.</param>
/// <param name="Interfaces">The interfaces that it says it has.</param>
/// <param name="Constraints">What its type parameters must be.</param>
/// <param name="Usage">Where it may stand, if it is an attribute.</param>
/// <param name="Warnings">Attributes that make the compiler complain of its use.</param>
/// <param name="Members">Its members.</param>
internal sealed record TypeSurface(
    string Name,
    string Kind,
    bool CanBeDerivedFrom,
    string? BaseType,
    IReadOnlySet<string> Interfaces,
    string Constraints,
    UsageSurface? Usage,
    IReadOnlySet<string> Warnings,
    IReadOnlyDictionary<string, MemberSurface> Members);

/// <summary>What code outside its assembly can see of a member.</summary>
/// <param name="Text">The whole signature, with the names of its parameters.</param>
/// <param name="CanBeOverridden">Whether a derived class may replace it.</param>
/// <param name="Overrides">Whether it replaces a member of its base, where callers see it as well.</param>
/// <param name="Warnings">Attributes that make the compiler complain of its use, or demand it.</param>
internal sealed record MemberSurface(string Text, bool CanBeOverridden, bool Overrides, IReadOnlySet<string> Warnings);

/// <summary>Where an attribute may stand.</summary>
internal sealed record UsageSurface(AttributeTargets Targets, bool AllowMultiple, bool Inherited);
