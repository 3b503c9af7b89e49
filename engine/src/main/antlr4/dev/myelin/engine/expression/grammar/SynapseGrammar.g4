// Synapse expressions: what stands between ${ and }. Names such as payload, vars or length are plain names here; what they
// mean is said by ExpressionBuilder, so that every name can be that of a field.
grammar SynapseGrammar;

expression
    : value EOF
    ;

value
    : LPAREN value RPAREN                                                           # group
    | op=(NOT | MINUS) value                                                        # prefix
    | value op=(STAR | SLASH | PERCENT) value                                       # arithmetic
    | value op=(PLUS | MINUS) value                                                 # arithmetic
    | value op=(LT | LE | GT | GE) value                                            # comparison
    | value op=(IN | NIN | SUBSETOF | ANYOF | NONEOF | SIZE | EMPTY | CONTAINS) value # membership
    | value REGEX                                                                   # match
    | value op=(EQ | NE) value                                                      # comparison
    | value AND value                                                               # conjunction
    | value OR value                                                                # disjunction
    | <assoc=right> value QUESTION value COLON value                                # conditional
    | literal                                                                       # constant
    | LBRACKET (value (COMMA value)*)? RBRACKET                                     # array
    | root step*                                                                    # access
    ;

root
    : DOLLAR                                                                        # payloadRoot
    | AT                                                                            # itemRoot
    | callee LPAREN arguments? RPAREN                                               # call
    | ID                                                                            # namedRoot
    ;

callee
    : ID
    | VAULT
    | CONTAINS
    ;

arguments
    : value (COMMA value)*
    ;

step
    : DOT name LPAREN arguments? RPAREN                                             # method
    | DOT name                                                                      # field
    | DOT STRING                                                                    # quotedField
    | DOT STAR                                                                      # wildcard
    | DOTS STAR                                                                     # descendWildcard
    | DOTS name                                                                     # descendField
    | DOTS LBRACKET selector RBRACKET                                               # descendSelector
    | DOT? LBRACKET selector RBRACKET                                               # select
    ;

selector
    : STAR                                                                          # all
    | QUESTION LPAREN value RPAREN                                                  # filter
    | QUESTION value                                                                # filter
    | from=value? COLON to=value? (COLON by=value?)?                                # slice
    | value (COMMA value)*                                                          # places
    ;

// After a dot every word is a name.
name
    : ID
    | AND
    | OR
    | TRUE
    | FALSE
    | NULL
    | IN
    | NIN
    | SUBSETOF
    | ANYOF
    | NONEOF
    | SIZE
    | EMPTY
    | CONTAINS
    ;

literal
    : STRING
    | NUMBER
    | TRUE
    | FALSE
    | NULL
    ;

AND : '&&' | 'and';
OR : '||' | 'or';
NOT : '!';
TRUE : 'true';
FALSE : 'false';
NULL : 'null';
IN : 'in';
NIN : 'nin';
SUBSETOF : 'subsetof';
ANYOF : 'anyof';
NONEOF : 'noneof';
SIZE : 'size';
EMPTY : 'empty';
CONTAINS : 'contains';
VAULT : 'hashicorp-vault' | 'hashicorp-secret' | 'wso2-vault' | 'vault-lookup';

EQ : '==';
NE : '!=';
LE : '<=';
GE : '>=';
LT : '<';
GT : '>';
PLUS : '+';
MINUS : '-';
STAR : '*';
SLASH : '/';
PERCENT : '%';
LPAREN : '(';
RPAREN : ')';
LBRACKET : '[';
RBRACKET : ']';
DOTS : '..';
DOT : '.';
COMMA : ',';
COLON : ':';
QUESTION : '?';
DOLLAR : '$';
AT : '@';

// The operator and its pattern are one token: elsewhere a slash divides.
REGEX : '=~' [ \t\r\n]* '/' (~[/\\\r\n] | '\\' ~[\r\n])* '/' [a-zA-Z]*;
NUMBER : [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)?;
STRING : '"' (~["\\] | '\\' .)* '"' | '\'' (~['\\] | '\\' .)* '\'';
ID : [\p{L}_] [\p{L}\p{Nd}_]*;
WS : [ \t\r\n\u00A0]+ -> skip;
UNEXPECTED : .;
